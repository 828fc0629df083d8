import { Redacted } from '@postern/kernel';
import { z } from 'zod';
import { Keyring } from '../crypto/keyring.js';

const urlOf = (protocols: string[]) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
      `must be a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    );

const positiveInt = z.coerce.number().int().positive();

/** Building blocks for the configuration schemas of the services. Descriptions end up in `.env.example`. */
export const configField = {
  databaseUrl: () =>
    urlOf(['postgres:', 'postgresql:'])
      .transform((url) => new Redacted(url))
      .describe("PostgreSQL URL of this service's database"),
  queueUrl: () =>
    urlOf(['postgres:', 'postgresql:', 'redis:', 'rediss:'])
      .transform((url) => new Redacted(url))
      .describe('Where the queues live: a PostgreSQL or a Redis URL'),
  httpUrl: () => urlOf(['http:', 'https:']),
  url: urlOf,
  port: (fallback: number) =>
    z.coerce.number().int().min(0).max(65535).default(fallback).describe('TCP port to listen on'),
  host: (fallback: string) => z.string().default(fallback).describe('Address to listen on'),
  positiveInt,
  secret: () =>
    z
      .string()
      .min(1)
      .transform((value) => new Redacted(value)),
  keyring: () =>
    z.string().transform((value, context) => {
      try {
        return Keyring.parse(value);
      } catch (error) {
        context.addIssue({ code: 'custom', message: (error as Error).message });
        return z.NEVER;
      }
    }),
  logLevel: () =>
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info').describe('How much is logged'),
};
