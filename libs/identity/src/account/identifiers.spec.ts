import { canonicalUsername, emailKey, readIdentifier, usernameKey } from './identifiers.js';

describe('usernameKey', () => {
  it.each([
    ['River', 'rIVER'],
    ['straße', 'STRASSE'],
    ['ΣΊΣΥΦΟΣ', 'σίσυφος'],
    ['ｒｉｖｅｒ', 'river'],
    ['ﬁn', 'fin'],
  ])('joins %s and %s', (one, other) => {
    expect(usernameKey(one)).toBe(usernameKey(other));
  });

  it('keeps different names apart', () => {
    expect(usernameKey('river')).not.toBe(usernameKey('rivér'));
  });
});

describe('canonicalUsername', () => {
  it('joins what keyboards compose differently, and keeps case', () => {
    expect(canonicalUsername('Rive\u0301r')).toBe('Riv\u00e9r');
  });
});

describe('readIdentifier', () => {
  it('takes what has an @ for an address and everything else for a username', () => {
    expect(readIdentifier(' River@Example.org')).toEqual({ by: 'email', emailKey: emailKey('river@example.org') });
    expect(readIdentifier('River')).toEqual({ by: 'username', username: 'River' });
  });
});
