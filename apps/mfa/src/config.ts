import { enrollableKinds } from '@postern/mfa-domain';
import { configField, signingKeysField, trustedKeysField } from '@postern/platform';
import { z } from 'zod';
import { isTenDigitCountry } from './policy/library-phone-numbers.js';

const { databaseUrl, queueUrl, host, port, logLevel, positiveInt, keyring, httpUrl } = configField;

const list = <Item extends string>(isItem: (text: string) => text is Item, wanted: string) =>
  z
    .string()
    .transform((text) => text.split(',').map((item) => item.trim()))
    .refine((items): items is [Item, ...Item[]] => items.length > 0 && items.every(isItem), `must be ${wanted}`);

const isKind = (text: string): text is (typeof enrollableKinds)[number] =>
  (enrollableKinds as readonly string[]).includes(text);

const cap = (fallback: number, what: string) =>
  positiveInt.default(fallback).describe(`Most messages (passcodes and links) ${what}`);

const variables = z.object({
  DATABASE_URL: databaseUrl(),
  QUEUE_URL: queueUrl(),
  HOST: host('127.0.0.1'),
  PORT: port(3002),
  LOG_LEVEL: logLevel(),
  SIGNING_KEYS: signingKeysField(),
  TRUSTED_KEYS: trustedKeysField(),
  SEALING_KEYS: keyring().describe('Keys that codes and links are sealed with on their way to notifications'),
  CODE_KEYS: keyring().describe(
    'Keys that passcodes and the challenges of passkeys are derived from; a retired one is needed for 30 minutes more',
  ),
  LINK_KEYS: keyring().describe('Keys that links are derived from; a retired one is needed for 30 minutes more'),
  SEED_KEYS: keyring().describe(
    'Keys that seeds of authenticator apps are sealed with and recovery codes hashed; each is needed while those made with it are in use',
  ),
  PUBLIC_URL: httpUrl().describe('Where people sign in; links in e-mails are built from it'),
  PRODUCT_NAME: z.string().min(1).max(60).default('Postern').describe('What authenticator apps show as the issuer'),
  MFA: z
    .enum(['offered', 'required'])
    .default('offered')
    .describe('Whether everybody must enroll a second factor, whenever their account was made'),
  ENROLLMENT_DEADLINE: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .optional()
    .describe('From then on "Not now" is not offered to anybody any more'),
  LEAST_AAL: z
    .enum(['aal1', 'aal2'])
    .default('aal1')
    .describe(
      'The level that every sign-in must have; with aal2 codes by e-mail and remembered devices are not enough',
    ),
  ENROLLMENT_REQUIRED_FROM: z.iso
    .datetime({ offset: true })
    .default('2025-03-06T00:00:00Z')
    .transform((text) => new Date(text))
    .describe('Accounts created from then on must enroll a second factor; older ones may choose "Not now"'),
  ENROLLMENT_POSTPONEMENTS: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe('How often "Not now" may be chosen in all; without limit by default'),
  ALLOWED_FACTORS: list(isKind, `a list of ${enrollableKinds.join(', ')}`)
    .default([...enrollableKinds])
    .describe('Factors that may be enrolled, separated by commas'),
  REMEMBER_DEVICE_DAYS: z.coerce
    .number()
    .int()
    .min(0)
    .max(365)
    .default(30)
    .describe('For how many days at most a remembered device skips the second factor; 0: never'),
  PHONE_COUNTRIES: list(isTenDigitCountry, 'a list of countries with ten-digit +1 numbers, for example US,PR')
    .default(['US'])
    .describe('Countries whose numbers get text messages, separated by commas'),
  SENDING_LIMITS: z
    .enum(['enforce', 'record'])
    .default('enforce')
    .describe('Whether messages past the caps below are held back, or sent and only logged'),
  SENDING_PER_DESTINATION_HOUR: cap(10, 'to one number or address in an hour'),
  SENDING_PER_DESTINATION_DAY: cap(30, 'to one number or address in a day'),
  SENDING_PER_ACCOUNT_HOUR: cap(20, 'for one account in an hour'),
  SENDING_PER_ACCOUNT_DAY: cap(60, 'for one account in a day'),
  SENDING_PER_PREFIX_HOUR: cap(500, 'by text to numbers that differ in their last four digits only, in an hour'),
  SENDING_PER_PREFIX_DAY: cap(2000, 'by text to numbers that differ in their last four digits only, in a day'),
  SENDING_PER_COUNTRY_HOUR: cap(20_000, 'by text to one country in an hour'),
  SENDING_PER_COUNTRY_DAY: cap(200_000, 'by text to one country in a day'),
});

/** The environment of mfa. Replicas share one database and one queue; give each the same settings. */
export const mfaConfig = variables;
export type MfaConfig = z.infer<typeof mfaConfig>;
