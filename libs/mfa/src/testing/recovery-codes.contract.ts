import { newId, type AccountId } from '@postern/kernel';
import { recoveryCodeCount, RecoveryCodes } from '../recovery-code/recovery-codes.js';

export function recoveryCodesContract(setUp: () => RecoveryCodes): void {
  const begin = () => {
    const recoveryCodes = setUp();
    const accountId = newId<AccountId>();
    const { codes, hashes } = recoveryCodes.create(accountId);
    return { recoveryCodes, accountId, codes: codes.reveal(), hashes };
  };

  it('makes ten codes, each another, in four groups that nobody misreads (S8)', () => {
    const { recoveryCodes, accountId, codes } = begin();
    expect(codes).toHaveLength(recoveryCodeCount);
    for (const code of codes) expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){3}$/);
    const more = recoveryCodes.create(accountId).codes.reveal();
    expect(new Set([...codes, ...more]).size).toBe(2 * recoveryCodeCount);
  });

  it('finds each code by its own hash, and shows none in it', () => {
    const { recoveryCodes, accountId, codes, hashes } = begin();
    expect(codes.map((code) => recoveryCodes.find(accountId, hashes, code))).toEqual(hashes);
    for (const code of codes) {
      const plain = code.replaceAll('-', '').toLowerCase();
      for (const hash of hashes) expect(hash.replaceAll('-', '').toLowerCase()).not.toContain(plain);
    }
  });

  it('takes a code however it is typed', () => {
    const { recoveryCodes, accountId, codes, hashes } = begin();
    const [code = '', hash] = [codes[3], hashes[3]];
    const typed = [
      code.toUpperCase(),
      code.replaceAll('-', ''),
      code.replaceAll('-', ' '),
      code.replaceAll('1', 'l').replaceAll('0', 'o'),
      code.replaceAll('1', 'I').replaceAll('0', 'O'),
    ];
    for (const each of typed) expect(recoveryCodes.find(accountId, hashes, each)).toBe(hash);
  });

  it('finds nothing for another account, for a code that was used up, and for anything else', () => {
    const { recoveryCodes, accountId, codes, hashes } = begin();
    const [code = '', ...others] = codes;
    expect(recoveryCodes.find(newId<AccountId>(), hashes, code)).toBeNull();
    expect(recoveryCodes.find(accountId, hashes.slice(1), code)).toBeNull();
    expect(recoveryCodes.find(accountId, [], code)).toBeNull();
    const wrong = code.replace(/^./, (letter) => (letter === 'z' ? 'y' : 'z'));
    for (const typed of [wrong, '123456', '', 'uuuu-uuuu-uuuu-uuuu', `${code}${others[0]}`]) {
      expect(recoveryCodes.find(accountId, hashes, typed)).toBeNull();
    }
  });
}
