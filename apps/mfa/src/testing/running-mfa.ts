import { randomUUID } from 'node:crypto';
import type { AdministrationTokenClaims, SubjectTokenClaims } from '@postern/contracts';
import { Redacted } from '@postern/kernel';
import {
  Database,
  Sealer,
  ServiceClient,
  ServiceTokens,
  TokenSigner,
  TokenVerifier,
  type LogOptions,
} from '@postern/platform';
import { createMigratedDatabase, testKeyring, testTokenKeys } from '@postern/platform/testing';
import { mfaConfig, type MfaConfig } from '../config.js';
import { mfaSchema } from '../postgres/schema.js';
import { startMfa } from '../start.js';
import { SentMessages } from './sent-messages.js';

interface Wishes {
  config?: Partial<MfaConfig>;
  logDestination?: LogOptions['destination'];
  queueUrl?: (url: Redacted) => Redacted;
}

/** The whole service on a fresh database, with the gateway's way of calling it and identity's way of signing. */
export async function runMfa({ config: wishes = {}, logDestination, queueUrl }: Wishes = {}) {
  const testDatabase = await createMigratedDatabase(mfaSchema);
  const keys = testTokenKeys();
  const config: MfaConfig = {
    ...mfaConfig
      .omit({
        SIGNING_KEYS: true,
        TRUSTED_KEYS: true,
        DATABASE_URL: true,
        QUEUE_URL: true,
        SEALING_KEYS: true,
        CODE_KEYS: true,
        LINK_KEYS: true,
        SEED_KEYS: true,
      })
      .parse({ PORT: '0', LOG_LEVEL: logDestination ? 'debug' : 'silent', PUBLIC_URL: 'https://sign-in.example.org/' }),
    DATABASE_URL: testDatabase.url,
    QUEUE_URL: queueUrl?.(testDatabase.url) ?? testDatabase.url,
    SIGNING_KEYS: keys.signing.mfa,
    TRUSTED_KEYS: keys.trusted,
    SEALING_KEYS: testKeyring(),
    CODE_KEYS: testKeyring(),
    LINK_KEYS: testKeyring(),
    SEED_KEYS: testKeyring(),
    ...wishes,
  };
  const service = await startMfa(config, { logDestination });
  const database = service.app.get(Database, { strict: false });
  const sent = await SentMessages.record(database, new Sealer(config.SEALING_KEYS));
  const gateway = new ServiceTokens('gateway', new TokenSigner('gateway', keys.signing.gateway));
  const client = new ServiceClient('mfa', service.url, gateway);
  return {
    ...service,
    config,
    keys,
    database,
    sent,
    client,
    /** Another replica: same database, same keys. */
    replica: () => startMfa(config, { logDestination }),
    clientOf: (url: string) => new ServiceClient('mfa', url, gateway),
    serviceToken: () => gateway.for('mfa'),
    assurances: new TokenVerifier('identity', keys.trusted),
    /** What identity hands out for a right password. */
    subjectToken: (claims: Partial<SubjectTokenClaims> = {}): string =>
      new TokenSigner('identity', keys.signing.identity).sign('subject', 'mfa', subjectClaims(claims), 60),
    /** What identity hands out to whoever runs an organization, for one call. */
    administrationToken: (claims: Partial<AdministrationTokenClaims> = {}): string =>
      new TokenSigner('identity', keys.signing.identity).sign(
        'administration',
        'mfa',
        administrationClaims(claims),
        60,
      ),
    stop: async () => {
      await client.close();
      await service.close();
      await testDatabase.drop();
    },
  };
}

export type RunningMfa = Awaited<ReturnType<typeof runMfa>>;

const seconds = (text: string): number => Date.parse(text) / 1000;

/** From after the cut-off unless told otherwise. */
export const subjectClaims = (changes: Partial<SubjectTokenClaims> = {}): SubjectTokenClaims => ({
  sub: randomUUID(),
  jti: randomUUID(),
  purpose: 'sign-in',
  username: 'robin',
  email: 'robin@example.org',
  email_verified: false,
  locale: 'en',
  created_at: seconds('2026-02-01T10:00:00Z'),
  auth_time: Math.floor(Date.now() / 1000),
  credential_version: 1,
  application: null,
  redirect_to: null,
  organizations: [],
  amr: ['pwd'],
  aal: 'aal1',
  session: null,
  step_up: null,
  actor: null,
  ...changes,
});

export const administrationClaims = (changes: Partial<AdministrationTokenClaims> = {}): AdministrationTokenClaims => ({
  sub: randomUUID(),
  jti: randomUUID(),
  username: 'ada',
  locale: 'en',
  organization: { id: randomUUID(), name: 'Acme Logistics' },
  role: 'administrator',
  permission: 'read',
  application: null,
  ...changes,
});
