import { Redacted } from '@postern/kernel';
import { serviceName, type ServiceName } from '@postern/contracts';
import type { JWK } from 'jose';
import { z } from 'zod';

const publicJwk = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), kid: z.string().min(1), x: z.string() });
const privateJwk = publicJwk.extend({ d: z.string() });

const json = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue({ code: 'custom', message: 'must be JSON' });
    return z.NEVER;
  }
});

/** A service's own Ed25519 keys (JWK, RFC 8037) as a JSON array: the first one signs. */
export const signingKeysField = () =>
  json
    .pipe(z.array(privateJwk).min(1))
    .transform((keys) => new Redacted(keys as [JWK, ...JWK[]]))
    .describe('Own Ed25519 signing keys, a JSON array of JWKs; the first one signs');

/** Whose signatures count: a JSON object of public JWK arrays by service name. */
export const trustedKeysField = () =>
  json
    .pipe(z.partialRecord(serviceName, z.array(publicJwk)))
    .transform((keys): TrustedKeys => keys)
    .describe('Public keys of the other services, a JSON object of JWK arrays by service name');

export type TrustedKeys = Partial<Record<ServiceName, JWK[]>>;
