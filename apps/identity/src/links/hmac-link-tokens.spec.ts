import { linkTokensContract } from '@postern/identity-domain/testing';
import { newId } from '@postern/kernel';
import { Keyring } from '@postern/platform';
import { randomKeyringText, testKeyring } from '@postern/platform/testing';
import { HmacLinkTokens } from './hmac-link-tokens.js';

describe('HmacLinkTokens', () => {
  const links = new HmacLinkTokens(testKeyring());
  linkTokensContract(() => links);

  it('has 256 bits that only the key knows, in one spelling', () => {
    const id = newId();
    const token = links.derive('notice', id).reveal();
    expect(token).toMatch(/^[A-Za-z0-9_-]{64}$/);
    expect(new HmacLinkTokens(testKeyring()).read('notice', token)).toBeNull();
    const flipped = [...token].map(
      (letter, at) => token.slice(0, at) + (letter === 'A' ? 'B' : 'A') + token.slice(at + 1),
    );
    for (const forged of [...flipped, `${token}=`, ` ${token}`]) expect(links.read('notice', forged)).toBeNull();
  });

  it('S28: takes links of a key that is no longer current, and none of one that is retired', () => {
    const old = randomKeyringText('old');
    const id = newId();
    const token = new HmacLinkTokens(Keyring.parse(old)).derive('notice', id).reveal();
    expect(new HmacLinkTokens(Keyring.parse(`${randomKeyringText('new')},${old}`)).read('notice', token)).toBe(id);
    expect(new HmacLinkTokens(Keyring.parse(randomKeyringText('new'))).read('notice', token)).toBeNull();
  });
});
