import { countHasGrown } from './passkey.js';

describe('countHasGrown', () => {
  it.each([
    [0, 0, true],
    [0, 1, true],
    [4, 5, true],
    [4, 900, true],
    [4, 4, false],
    [4, 3, false],
    [4, 0, false],
  ])('from %d to %d: %s (S10)', (stored, shown, grown) => expect(countHasGrown(stored, shown)).toBe(grown));
});
