import { EnvText } from './env-text.js';
import { envFile, generateKeys, newKey } from './generate.js';
import { keyringsIn, rotate } from './rotation.js';

const names = (file: EnvText, keyring: string): string[] =>
  (file.get(keyring) ?? '').split(',').map((key) => key.split(':')[0] ?? '');

describe('rotate', () => {
  it('names a new key after the newest one', () => {
    const file = new EnvText(`CODE_KEYS=${newKey('k2')}, ${newKey('k11')},${newKey('old')}`);
    rotate(file, 'CODE_KEYS', 'replace');
    expect(names(file, 'CODE_KEYS')).toEqual(['k12', 'k2', 'k11', 'old']);
  });

  it('a prepared key is the last one until it is activated', () => {
    const file = new EnvText(`CODE_KEYS=${newKey('k2')},${newKey('k1')}`);
    rotate(file, 'CODE_KEYS', 'prepare');
    expect(names(file, 'CODE_KEYS')).toEqual(['k2', 'k1', 'k3']);
    rotate(file, 'CODE_KEYS', 'activate');
    expect(names(file, 'CODE_KEYS')).toEqual(['k3', 'k2', 'k1']);
    rotate(file, 'CODE_KEYS', 'prune');
    expect(names(file, 'CODE_KEYS')).toEqual(['k3']);
  });

  it.each([
    ['NO_KEYS', 'replace', 'NO_KEYS is not in the file.'],
    ['TRUSTED_KEYS', 'replace', 'TRUSTED_KEYS follows by itself'],
    ['CODE_KEYS', 'activate', 'CODE_KEYS has one key only'],
    ['SEED_KEYS', 'prune', 'SEED_KEYS keeps its old keys'],
    ['AUDIT_KEYS', 'prune', 'AUDIT_KEYS keeps its old keys'],
  ] as const)('%s: %s is refused', (keyring, step, words) => {
    const file = new EnvText(envFile(generateKeys()));
    const before = file.toString();
    expect(() => rotate(file, keyring, step)).toThrow(words);
    expect(file.toString()).toBe(before);
  });

  it('does not touch a signing key that the file trusts under no name', () => {
    const file = new EnvText(envFile(generateKeys()).replace(/^TRUSTED_KEYS=.*$/m, "TRUSTED_KEYS='{}'"));
    expect(() => rotate(file, 'MFA_SIGNING_KEYS', 'replace')).toThrow(
      'does not know the current key of MFA_SIGNING_KEYS',
    );
  });

  it('finds every keyring of a new installation', () => {
    expect(keyringsIn(new EnvText(`${envFile(generateKeys())}\nOTHER_KEYS=\nMONKEYS=3`)).sort()).toEqual([
      'AUDIT_KEYS',
      'CODE_KEYS',
      'GATEWAY_SIGNING_KEYS',
      'IDENTITY_LINK_KEYS',
      'IDENTITY_SIGNING_KEYS',
      'LINK_KEYS',
      'MFA_SIGNING_KEYS',
      'SEALING_KEYS',
      'SEED_KEYS',
    ]);
  });
});

describe('EnvText', () => {
  it('changes the value that counts, and keeps everything around it', () => {
    const text = '# CODE_KEYS=comment\nCODE_KEYS=first\nexport CODE_KEYS = second\nOTHER="a b" # kept\n';
    const file = new EnvText(text);
    file.set('CODE_KEYS', 'k1:abc');
    expect(file.get('CODE_KEYS')).toBe('k1:abc');
    expect(file.get('OTHER')).toBe('a b');
    expect(file.toString()).toBe(text.replace(' second', 'k1:abc'));
  });

  it('does not break what is written over several lines', () => {
    const file = new EnvText("TRUSTED_KEYS='{\n}'\nX=1\n");
    expect(() => file.set('TRUSTED_KEYS', '{"a":[]}')).toThrow('Write TRUSTED_KEYS on one line first.');
    expect(file.get('TRUSTED_KEYS')).toBe('{\n}');
  });
});
