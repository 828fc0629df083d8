import { randomUUID } from 'node:crypto';
import type { AssuranceTokenClaims } from '@postern/contracts';
import { Database, ServiceClient, ServiceTokens, TokenSigner, TokenVerifier } from '@postern/platform';
import { createMigratedDatabase, randomKeyringText, testTokenKeys } from '@postern/platform/testing';
import type { Redacted } from '@postern/kernel';
import { identityConfig, type IdentityConfig } from '../config.js';
import { identitySchema } from '../postgres/schema.js';
import { startIdentity } from '../start.js';

export const caller = { source: '192.0.2.7', userAgent: 'spec' };

/** The whole service on an empty database, with the gateway's way of calling it and mfa's way of signing. */
export async function runIdentity(wishes: Partial<IdentityConfig> = {}, queueUrl?: (url: Redacted) => Redacted) {
  const testDatabase = await createMigratedDatabase(identitySchema);
  const keys = testTokenKeys();
  const config: IdentityConfig = {
    ...identityConfig.omit({ SIGNING_KEYS: true, TRUSTED_KEYS: true, DATABASE_URL: true, QUEUE_URL: true }).parse({
      PORT: '0',
      LOG_LEVEL: 'silent',
      PUBLIC_URL: 'https://sign-in.example.test',
      LINK_KEYS: randomKeyringText('links'),
      SEALING_KEYS: randomKeyringText('seal'),
      AUDIT_KEYS: randomKeyringText('audit'),
    }),
    DATABASE_URL: testDatabase.url,
    QUEUE_URL: queueUrl?.(testDatabase.url) ?? testDatabase.url,
    SIGNING_KEYS: keys.signing.identity,
    TRUSTED_KEYS: keys.trusted,
    ...wishes,
  };
  const service = await startIdentity(config);
  const gateway = new ServiceTokens('gateway', new TokenSigner('gateway', keys.signing.gateway));
  const client = new ServiceClient('identity', service.url, gateway);
  const database = service.app.get(Database, { strict: false });
  return {
    ...service,
    config,
    keys,
    database,
    client,
    serviceToken: () => gateway.for('identity'),
    subjectTokens: new TokenVerifier('mfa', keys.trusted),
    /** What mfa hands out at the end of a flow. */
    assure: (claims: Pick<AssuranceTokenClaims, 'sub'> & Partial<AssuranceTokenClaims>): string =>
      new TokenSigner('mfa', keys.signing.mfa).sign(
        'assurance',
        'identity',
        {
          jti: randomUUID(),
          purpose: 'sign-in',
          amr: ['pwd', 'otp', 'mfa'],
          aal: 'aal2',
          highest_aal: 'aal2',
          auth_time: Math.floor(Date.now() / 1000),
          credential_version: 1,
          application: null,
          session: null,
          factor: { id: randomUUID(), kind: 'totp' },
          ...claims,
        } satisfies AssuranceTokenClaims,
        60,
      ),
    stop: async () => {
      await client.close();
      await service.close();
      await testDatabase.drop();
    },
  };
}

export type RunningIdentity = Awaited<ReturnType<typeof runIdentity>>;

let people = 0;

export const aPerson = (wishes: Record<string, unknown> = {}) => {
  people += 1;
  return {
    username: `river-${people}`,
    email: `river-${people}@example.org`,
    password: 'violet kettle 42',
    name: { given: 'Wren', family: 'Tanaka' },
    ...wishes,
  };
};

/** What a command line would find in its environment beside this service. */
export const environmentOf = ({ DATABASE_URL, AUDIT_KEYS }: IdentityConfig): Record<string, string> => ({
  DATABASE_URL: DATABASE_URL.reveal(),
  AUDIT_KEYS: AUDIT_KEYS.ids
    .map((id) => `${id}:${(AUDIT_KEYS.get(id) ?? Buffer.alloc(0)).toString('base64url')}`)
    .join(','),
});
