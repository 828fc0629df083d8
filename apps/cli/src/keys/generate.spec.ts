import { configField, readConfig, signingKeysField, trustedKeysField } from '@postern/platform';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { envFile, generateKeys, serviceNames } from './generate.js';

const accepted = z.object({
  SIGNING_KEYS: signingKeysField(),
  TRUSTED_KEYS: trustedKeysField(),
  SEALING_KEYS: configField.keyring(),
  CODE_KEYS: configField.keyring(),
  LINK_KEYS: configField.keyring(),
  SEED_KEYS: configField.keyring(),
});

describe('generateKeys', () => {
  it('makes what the services accept', () => {
    const { signing, trusted, sealing, codes, links, seeds } = generateKeys();
    for (const service of serviceNames) {
      const config = readConfig(accepted, {
        SIGNING_KEYS: JSON.stringify(signing[service]),
        TRUSTED_KEYS: JSON.stringify(trusted),
        SEALING_KEYS: sealing,
        CODE_KEYS: codes,
        LINK_KEYS: links,
        SEED_KEYS: seeds,
      });
      expect(config.SIGNING_KEYS.reveal()[0].kid).toBe(config.TRUSTED_KEYS[service]?.[0]?.kid);
    }
  });

  it('trusts public halves only', () => {
    expect(JSON.stringify(generateKeys().trusted)).not.toContain('"d":');
  });

  it('never makes the same key twice', () => {
    const made = [generateKeys(), generateKeys()].flatMap(({ signing, sealing, codes, links, seeds }) => [
      ...Object.values(signing).map(([key]) => key?.d),
      ...[sealing, codes, links, seeds],
    ]);
    expect(new Set(made).size).toBe(made.length);
  });
});

describe('envFile', () => {
  it('can be read as an env file, and each service accepts its part', () => {
    const env = parseEnv(envFile(generateKeys()));
    for (const service of ['GATEWAY', 'IDENTITY', 'MFA']) {
      const config = readConfig(accepted, { ...env, SIGNING_KEYS: env[`${service}_SIGNING_KEYS`] });
      expect(Object.keys(config.TRUSTED_KEYS)).toEqual(['gateway', 'identity', 'mfa']);
    }
  });

  it('S24: has a fresh database password instead of a default one', () => {
    const password = () => parseEnv(envFile(generateKeys()))['POSTGRES_PASSWORD'];
    expect(password()).toHaveLength(32);
    expect(password()).not.toBe(password());
  });
});
