import { newId, type AccountId } from '@postern/kernel';
import { SendingLimits } from '../challenge/sending-limits.js';
import { elsewhere, home } from './builders.js';

/** `setUp` gives limits that admit three messages per destination and per account, and more of everything else. */
export function sendingLimitsContract(setUp: () => Promise<SendingLimits>): void {
  const send = (destination: string, accountId = newId<AccountId>(), source = home) => ({
    accountId,
    channel: 'sms' as const,
    destination,
    proven: false,
    source,
  });

  it('admits no more to one number than its cap, whoever asks from wherever (S25)', async () => {
    const limits = await setUp();
    const admitted = [];
    for (const source of [home, elsewhere, home, elsewhere]) {
      admitted.push(await limits.admit(send('+12125550101', undefined, source)));
    }
    expect(admitted).toEqual([true, true, true, false]);
    expect(await limits.admit(send('+12125550102'))).toBe(true);
  });

  it('admits no more for one account than its cap, to however many numbers (S25)', async () => {
    const limits = await setUp();
    const accountId = newId<AccountId>();
    const admitted = [];
    for (const last of [3, 4, 5, 6]) admitted.push(await limits.admit(send(`+1212555010${last}`, accountId)));
    expect(admitted).toEqual([true, true, true, false]);
  });

  it('strangers who ask to prove a number cannot use up what its owner signs in with (S5, S25)', async () => {
    const limits = await setUp();
    for (let count = 0; count < 4; count++) await limits.admit(send('+12125550108'));
    expect(await limits.admit(send('+12125550108'))).toBe(false);
    const owner = newId<AccountId>();
    const admitted = [];
    for (let count = 0; count < 4; count++) {
      admitted.push(await limits.admit({ ...send('+12125550108', owner), proven: true }));
    }
    expect(admitted).toEqual([true, true, true, false]);
  });

  it('holds its caps when asked in parallel', async () => {
    const limits = await setUp();
    const admitted = await Promise.all(Array.from({ length: 20 }, () => limits.admit(send('+12125550107'))));
    expect(admitted.filter(Boolean)).toHaveLength(3);
  });
}
