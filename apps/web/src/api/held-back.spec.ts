import { jest } from '@jest/globals';
import { letGo, unlessHeldBack } from './held-back';
import { NetworkProblem } from './problem';

const start = Date.parse('2027-03-04T10:00:00.000Z');

describe('unlessHeldBack', () => {
  let now = start;
  const refusal = new NetworkProblem('busy', { retryAt: new Date(start + 30_000).toISOString() });
  const read = jest.fn(async () => 'read');

  beforeEach(() => {
    now = start;
    jest.spyOn(Date, 'now').mockImplementation(() => now);
    read.mockClear();
    letGo();
  });
  afterEach(() => jest.restoreAllMocks());

  const refused = async (path = '/one'): Promise<void> => {
    await expect(unlessHeldBack(path, () => Promise.reject(refusal))).rejects.toBe(refusal);
  };

  it('does not ask again before the time that a refusal names, and then does', async () => {
    await refused();
    now = start + 29_000;
    await expect(unlessHeldBack('/one', read)).rejects.toBe(refusal);
    expect(read).not.toHaveBeenCalled();
    now = start + 30_000;
    expect(await unlessHeldBack('/one', read)).toBe('read');
  });

  it('asks for everything else, and for all of it once something was changed', async () => {
    await refused();
    expect(await unlessHeldBack('/other', read)).toBe('read');
    letGo();
    expect(await unlessHeldBack('/one', read)).toBe('read');
  });

  it('asks again at once where no time was named', async () => {
    const failure = new NetworkProblem('away');
    await expect(unlessHeldBack('/one', () => Promise.reject(failure))).rejects.toBe(failure);
    expect(await unlessHeldBack('/one', read)).toBe('read');
  });
});
