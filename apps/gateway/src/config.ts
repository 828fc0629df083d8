import { configField, signingKeysField } from '@postern/platform';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';

const limit = (fallback: number) => configField.positiveInt.default(fallback);

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean),
);

/** Cookies need https; the one exception that browsers make is the own machine. */
const publicUrl = configField
  .httpUrl()
  .transform((text) => new URL(text))
  .refine(
    ({ protocol, hostname }) => protocol === 'https:' || isOwnMachine(hostname),
    'must start with https:// (http:// only works on localhost)',
  )
  .refine(({ pathname, search, hash }) => pathname === '/' && !search && !hash, 'must be an origin without a path');

const isNetwork = (entry: string): boolean => ipaddr.isValid(entry) || ipaddr.isValidCIDR(entry);

export function isOwnMachine(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

export const gatewayConfig = z.object({
  HOST: configField.host('127.0.0.1'),
  PORT: configField.port(3000),
  LOG_LEVEL: configField.logLevel(),
  PUBLIC_URL: publicUrl.describe('Where people reach this installation, for example https://sign-in.example.org'),
  DATABASE_URL: configField.databaseUrl(),
  QUEUE_URL: configField.queueUrl().describe('Where rate limits are counted: in Redis if this is a Redis URL'),
  IDENTITY_URL: configField.httpUrl().describe('Internal address of the identity service'),
  MFA_URL: configField.httpUrl().describe('Internal address of the mfa service'),
  INBOX_URL: configField
    .httpUrl()
    .optional()
    .describe('Internal address of notifications; turns the inbox page on, for trying out on one machine only'),
  NOTIFICATIONS_URL: configField
    .httpUrl()
    .optional()
    .describe('Internal address of notifications; what it holds about a person becomes part of their export'),
  DEMO_USERNAMES: list.default([]).describe('Usernames that the start page shows, separated by commas'),
  SIGNING_KEYS: signingKeysField(),
  TRUSTED_PROXIES: list
    .refine((entries) => entries.every(isNetwork), 'must be addresses or networks, separated by commas')
    .default([])
    .describe('Proxies whose X-Forwarded-For is believed: addresses or networks, separated by commas'),
  LIMIT_SIGN_INS_PER_MINUTE: limit(100).describe('Sign-ins begun from one address in a minute'),
  LIMIT_REGISTRATIONS_PER_HOUR: limit(20).describe('Accounts registered from one address in an hour'),
  LIMIT_EMAIL_VERIFICATIONS_PER_MINUTE: limit(30).describe('E-mail links used from one address in a minute'),
  LIMIT_RECOVERIES_PER_HOUR: limit(20).describe('Forgotten usernames and passwords from one address in an hour'),
  LIMIT_RECOVERIES_PER_NAME_PER_HOUR: limit(5).describe('The same for one username or e-mail address'),
  LIMIT_FAILED_PASSWORDS_PER_15_MINUTES: limit(10).describe(
    'Wrong passwords for one username from one address in 15 minutes',
  ),
  LIMIT_FLOW_CALLS_PER_MINUTE: limit(240).describe('Calls about one sign-in in a minute, counted by each process'),
  LIMIT_SESSION_CALLS_PER_MINUTE: limit(240).describe(
    'Calls about the account of one session in a minute, counted by each process',
  ),
  LIMIT_INVITATIONS_PER_ORGANIZATION_PER_HOUR: limit(300).describe('Invitations to one organization in an hour'),
  LIMIT_IMPORTS_PER_ORGANIZATION_PER_HOUR: limit(30).describe(
    'Files with members sent to one organization in an hour, dry runs included',
  ),
  LIMIT_REPORTS_PER_ORGANIZATION_PER_MINUTE: limit(30).describe(
    'Dry runs of a policy, and files downloaded, of one organization in a minute',
  ),
  LIMIT_PUBLIC_READS_PER_MINUTE: limit(600).describe(
    'Applications looked up from one address in a minute, counted by each process',
  ),
});
export type GatewayConfig = z.infer<typeof gatewayConfig>;
