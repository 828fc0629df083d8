import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { ServiceName } from '@postern/contracts';
import { Redacted } from '@postern/kernel';
import type { JWK } from 'jose';
import { Keyring } from '../crypto/keyring.js';
import type { TrustedKeys } from '../tokens/token-keys.js';

export const randomKeyringText = (name = 'k1'): string => `${name}:${randomBytes(32).toString('base64url')}`;

export const testKeyring = (): Keyring => Keyring.parse(randomKeyringText());

export function generateSigningKey(kid: string): { privateKey: JWK; publicKey: JWK } {
  const privateKey: JWK = { ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }), kid };
  const { d: _secret, ...publicKey } = privateKey;
  return { privateKey, publicKey };
}

/** Signing keys for each service, and what all of them trust. */
export function testTokenKeys(): {
  signing: Record<ServiceName, Redacted<[JWK, ...JWK[]]>>;
  trusted: TrustedKeys;
} {
  const services = ['gateway', 'identity', 'mfa', 'notifications'] as const;
  const pairs = services.map((name) => [name, generateSigningKey(`${name}-test`)] as const);
  return {
    signing: Object.fromEntries(pairs.map(([name, { privateKey }]) => [name, new Redacted([privateKey])])) as never,
    trusted: Object.fromEntries(pairs.map(([name, { publicKey }]) => [name, [publicKey]])),
  };
}
