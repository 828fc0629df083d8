import { configField, signingKeysField, trustedKeysField } from '@postern/platform';
import { z } from 'zod';

const { databaseUrl, queueUrl, host, port, logLevel, positiveInt, keyring, httpUrl } = configField;

const variables = z.object({
  DATABASE_URL: databaseUrl(),
  QUEUE_URL: queueUrl(),
  HOST: host('127.0.0.1'),
  PORT: port(3001),
  LOG_LEVEL: logLevel(),
  SIGNING_KEYS: signingKeysField(),
  TRUSTED_KEYS: trustedKeysField(),
  SEALING_KEYS: keyring().describe('Keys that links are sealed with on their way to notifications'),
  LINK_KEYS: keyring().describe(
    'Keys that links are derived from; a retired one is needed for 7 days more, or ACCOUNT_CLOSURE_DAYS where that is longer',
  ),
  PUBLIC_URL: httpUrl().describe('Where people sign in; links in e-mails are built from it'),
  AUDIT_KEYS: keyring().describe(
    'Keys that the audit record is sealed under; a retired one is needed for as long as entries are kept',
  ),
  AUDIT_RETENTION_DAYS: positiveInt.default(400).describe('Days for which entries of the audit record are kept'),
  ENROLLMENT_REQUIRED_FROM: z.iso
    .datetime({ offset: true })
    .default('2025-03-06T00:00:00Z')
    .transform((text) => new Date(text))
    .describe(
      'Accounts created from then on must use a second factor, and so may have passwords of 8 characters; others need 15',
    ),
  ACCOUNT_CLOSURE_DAYS: positiveInt
    .default(30)
    .describe('Days between the closing of an account, which can be undone, and its deletion'),
  UNVERIFIED_ACCOUNT_DAYS: positiveInt
    .default(30)
    .describe('Days after which an account is deleted whose address was never verified and that was never used'),
  PRODUCT_NAME: z.string().min(1).max(60).default('Postern').describe('What people know this installation as'),
  ARGON2_MEMORY_KIB: positiveInt.min(19_456).default(19_456).describe('Memory of one password hash, in KiB'),
  ARGON2_PASSES: positiveInt.min(2).default(2).describe('Passes of one password hash over its memory'),
  ARGON2_LANES: positiveInt.max(255).default(1).describe('Parallel lanes of one password hash'),
  HASHING_CONCURRENCY: positiveInt
    .optional()
    .describe('Password hashes at a time; as many as there are cores by default'),
  HASHING_QUEUE: positiveInt
    .default(32)
    .describe('Password hashes that may wait; what comes on top is refused with 503'),
});

/** The environment of identity. Replicas share one database and one queue; give each the same settings. */
export const identityConfig = variables;
export type IdentityConfig = z.infer<typeof identityConfig>;

/** What the command line needs: it works on the database alone. */
export const administrationConfig = variables.pick({
  DATABASE_URL: true,
  ENROLLMENT_REQUIRED_FROM: true,
  PRODUCT_NAME: true,
  ARGON2_MEMORY_KIB: true,
  ARGON2_PASSES: true,
  ARGON2_LANES: true,
  HASHING_CONCURRENCY: true,
  HASHING_QUEUE: true,
});

/** What it needs beside that to check the audit record. */
export const auditKeysConfig = variables.pick({ AUDIT_KEYS: true });
export type AdministrationConfig = z.infer<typeof administrationConfig>;
