import { randomBytes } from 'node:crypto';
import type { ServiceName } from '@postern/contracts';
import { Redacted } from '@postern/kernel';
import type { JWK } from 'jose';
import { Keyring } from '../crypto/keyring.js';
import { generateSigningKey, type TrustedKeys } from '../tokens/token-keys.js';

export const randomKeyringText = (name = 'k1'): string => `${name}:${randomBytes(32).toString('base64url')}`;

export const testKeyring = (): Keyring => Keyring.parse(randomKeyringText());

/** Signing keys for each service, and what all of them trust. */
export async function testTokenKeys(): Promise<{
  signing: Record<ServiceName, Redacted<[JWK, ...JWK[]]>>;
  trusted: TrustedKeys;
}> {
  const services = ['gateway', 'identity', 'mfa', 'notifications'] as const;
  const pairs = await Promise.all(
    services.map(async (name) => [name, await generateSigningKey(`${name}-test`)] as const),
  );
  return {
    signing: Object.fromEntries(pairs.map(([name, { privateKey }]) => [name, new Redacted([privateKey])])) as never,
    trusted: Object.fromEntries(pairs.map(([name, { publicKey }]) => [name, [publicKey]])),
  };
}
