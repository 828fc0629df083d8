import { randomKeyringText, testKeyring } from '../testing/index.js';
import { Keyring } from './keyring.js';
import { SealBroken, Sealer } from './sealer.js';

describe('Sealer', () => {
  it('opens what it sealed, for the same place', () => {
    const sealer = new Sealer(testKeyring());
    expect(sealer.open(sealer.seal('042137', 'message-1'), 'message-1')).toBe('042137');
  });

  it('uses a fresh nonce each time (S7)', () => {
    const sealer = new Sealer(testKeyring());
    const nonces = Array.from({ length: 1000 }, () => sealer.seal('x', 'y').nonce);
    expect(new Set(nonces).size).toBe(1000);
  });

  it('does not open a value that was moved to another row or message (S7)', () => {
    const sealer = new Sealer(testKeyring());
    expect(() => sealer.open(sealer.seal('seed', 'factor-1'), 'factor-2')).toThrow(SealBroken);
  });

  it.each(['data', 'nonce', 'tag'] as const)('does not open a value whose %s was altered', (member) => {
    const sealer = new Sealer(testKeyring());
    const sealed = sealer.seal('secret', 'place');
    const bytes = Buffer.from(sealed[member], 'base64url');
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    expect(() => sealer.open({ ...sealed, [member]: bytes.toString('base64url') }, 'place')).toThrow(SealBroken);
  });

  it('does not take a shortened authentication tag', () => {
    const sealer = new Sealer(testKeyring());
    const sealed = sealer.seal('secret', 'place');
    const tag = Buffer.from(sealed.tag, 'base64url').subarray(0, 4).toString('base64url');
    expect(() => sealer.open({ ...sealed, tag }, 'place')).toThrow(SealBroken);
  });

  it('opens old values after the key was rotated, and seals with the new one (S28)', () => {
    const old = randomKeyringText('old');
    const sealed = new Sealer(Keyring.parse(old)).seal('secret', 'place');
    const rotated = new Sealer(Keyring.parse(`${randomKeyringText('new')},${old}`));
    expect(rotated.open(sealed, 'place')).toBe('secret');
    expect(rotated.seal('secret', 'place').keyId).toBe('new');
  });

  it('says that the key is gone once it is retired', () => {
    const sealed = new Sealer(Keyring.parse(randomKeyringText('old'))).seal('secret', 'place');
    expect(() => new Sealer(Keyring.parse(randomKeyringText('new'))).open(sealed, 'place')).toThrow(
      'no sealing key old',
    );
  });
});

describe('Keyring', () => {
  it.each([
    ['', 'name:key pairs'],
    ['k1', 'name:key pairs'],
    ['K1:AAAA', 'name:key pairs'],
    ['k1:AAAA', 'key k1 must be 32 bytes'],
  ])('refuses %j', (text, complaint) => {
    expect(() => Keyring.parse(text)).toThrow(complaint);
  });

  it('refuses a name that is there twice', () => {
    expect(() => Keyring.parse(`${randomKeyringText('k')},${randomKeyringText('k')}`)).toThrow('twice');
  });
});
