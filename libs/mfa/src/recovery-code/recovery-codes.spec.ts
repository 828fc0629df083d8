import { normalizeRecoveryCode } from './recovery-codes.js';

describe('normalizeRecoveryCode', () => {
  it.each([
    ['abcd-efgh-jkmn-pqrs', 'ABCDEFGHJKMNPQRS'],
    ['ABCD EFGH JKMN PQRS', 'ABCDEFGHJKMNPQRS'],
    ['abcdefghjkmnpqrs', 'ABCDEFGHJKMNPQRS'],
    ['l0iO-tvwx-yz12-3456', '1010TVWXYZ123456'],
  ])('reads %j as people mean it', (typed, meant) => expect(normalizeRecoveryCode(typed)).toBe(meant));

  it.each(['', '123456', 'abcd-efgh-jkmn-pqr', 'abcd-efgh-jkmn-pqrst', 'uuuu-uuuu-uuuu-uuuu', 'abcd_efgh_jkmn_pqrs'])(
    'takes %j for none',
    (typed) => expect(normalizeRecoveryCode(typed)).toBeNull(),
  );
});
