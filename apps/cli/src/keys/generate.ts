import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { JWK } from 'jose';

// This file imports none of ours, so that tools can run it before anything is compiled.

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
  /** The e-mail links of `mfa` are derived under it. */
  readonly links: string;
  /** The e-mail links of `identity` are derived under it. */
  readonly accountLinks: string;
  /** The audit record is sealed under it. */
  readonly audit: string;
  /** Seeds of authenticator apps are stored sealed under it. */
  readonly seeds: string;
}

export function generateKeys(): Keys {
  const pairs = serviceNames.map((service) => ({ service, ...newSigningKey(service) }));
  const byService = (half: 'privateKey' | 'publicKey') =>
    Object.fromEntries(pairs.map((pair) => [pair.service, [pair[half]]])) as Record<ServiceName, JWK[]>;
  return {
    signing: byService('privateKey'),
    trusted: byService('publicKey'),
    sealing: newKey(),
    codes: newKey(),
    links: newKey(),
    accountLinks: newKey(),
    audit: newKey(),
    seeds: newKey(),
  };
}

/** The key id differs from installation to installation, so that a key of another one is never even tried. */
export function newSigningKey(service: string): { privateKey: JWK; publicKey: JWK } {
  const kid = `${service}-${randomBytes(4).toString('hex')}`;
  const privateKey: JWK = { ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }), kid };
  return { privateKey, publicKey: publicHalf(privateKey) };
}

export function publicHalf(privateKey: JWK): JWK {
  const { d: _secret, ...publicKey } = privateKey;
  return publicKey;
}

/** One entry of a keyring: 256 bits, as the services' variables take them. */
export const newKey = (name = 'k1'): string => `${name}:${randomBytes(32).toString('base64url')}`;

/** `notifications` is called but never calls: it has no key, and nobody trusts one of its name. */
const signers = serviceNames.filter((service) => service !== 'notifications');

/**
 * The secrets of an installation of several processes, as lines for `.env`. Values that differ from service to service
 * carry its name; `docker/compose.yaml` hands each service its own.
 */
export function envFile(keys: Keys): string {
  const trusted = Object.fromEntries(signers.map((service) => [service, keys.trusted[service]]));
  return `# What each service signs its tokens with: its SIGNING_KEYS.
${signers.map((service) => `${signingKeysName(service)}='${JSON.stringify(keys.signing[service])}'`).join('\n')}
# The public halves, for every service.
TRUSTED_KEYS='${JSON.stringify(trusted)}'
# Seals messages on their way: identity, mfa and notifications.
SEALING_KEYS=${keys.sealing}
# Links in e-mails and the seal of the audit record: identity alone.
IDENTITY_LINK_KEYS=${keys.accountLinks}
AUDIT_KEYS=${keys.audit}
# Passcodes, e-mail links and the seeds of authenticator apps: mfa alone.
CODE_KEYS=${keys.codes}
LINK_KEYS=${keys.links}
SEED_KEYS=${keys.seeds}
# The database of docker/compose.yaml.
POSTGRES_PASSWORD=${randomBytes(24).toString('base64url')}
`;
}

const signingKeysName = (service: ServiceName): string => `${service.toUpperCase()}_SIGNING_KEYS`;
