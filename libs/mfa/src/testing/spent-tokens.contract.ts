import { newId, secondsAfter } from '@postern/kernel';
import { SpentTokens, type SpentTokenId } from '../challenge/spent-tokens.js';
import { noon } from './builders.js';

export function spentTokensContract(setUp: () => Promise<SpentTokens>): void {
  const later = secondsAfter(noon, 60);

  it('lets one of many parallel callers spend a token, and nobody after it (S19)', async () => {
    const tokens = await setUp();
    const id = newId<SpentTokenId>();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => tokens.spend(id, later)));
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(await tokens.spend(id, later)).toBe(false);
    expect(await tokens.spend(newId<SpentTokenId>(), later)).toBe(true);
  });
}
