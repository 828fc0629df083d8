import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { JWK } from 'jose';

export const serviceNames = ['gateway', 'identity', 'mfa', 'notifications'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** All keys of one installation. Keyrings are text, as the services' variables take them: `k1:<base64url>`. */
export interface Keys {
  /** What each service signs with: private Ed25519 keys (RFC 8037), the first one current. */
  readonly signing: Readonly<Record<ServiceName, JWK[]>>;
  /** The public halves, the same for every service. */
  readonly trusted: Readonly<Record<ServiceName, JWK[]>>;
  /** Seals what is secret in messages on their way to `notifications`. */
  readonly sealing: string;
  /** One-time codes are derived under it. */
  readonly codes: string;
  /** E-mail links are derived under it. */
  readonly links: string;
  /** Seeds of authenticator apps are stored sealed under it. */
  readonly seeds: string;
}

export function generateKeys(): Keys {
  const pairs = serviceNames.map((service) => ({ service, ...signingKey(service) }));
  const byService = (half: 'privateKey' | 'publicKey') =>
    Object.fromEntries(pairs.map((pair) => [pair.service, [pair[half]]])) as Record<ServiceName, JWK[]>;
  return {
    signing: byService('privateKey'),
    trusted: byService('publicKey'),
    sealing: keyring(),
    codes: keyring(),
    links: keyring(),
    seeds: keyring(),
  };
}

/** The key id differs from installation to installation, so that a key of another one is never even tried. */
function signingKey(service: ServiceName): { privateKey: JWK; publicKey: JWK } {
  const kid = `${service}-${randomBytes(4).toString('hex')}`;
  const privateKey: JWK = { ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }), kid };
  const { d: _secret, ...publicKey } = privateKey;
  return { privateKey, publicKey };
}

const keyring = (name = 'k1'): string => `${name}:${randomBytes(32).toString('base64url')}`;
