import { Redacted } from '@postern/kernel';
import { configField, trustedKeysField } from '@postern/platform';
import { z } from 'zod';

const variables = z.object({
  HOST: configField.host('127.0.0.1'),
  PORT: configField.port(3003),
  LOG_LEVEL: configField.logLevel(),
  DATABASE_URL: configField.databaseUrl(),
  QUEUE_URL: configField.queueUrl(),
  TRUSTED_KEYS: trustedKeysField(),
  SEALING_KEYS: configField
    .keyring()
    .describe('Keys that messages are sealed with, the same as of the service that seals them'),
  PUBLIC_URL: configField.httpUrl().describe('Where people sign in; links and text messages are bound to it'),
  PRODUCT_NAME: z.string().min(1).max(60).default('Postern').describe('What people know this installation as'),
  SUPPORT_CONTACT: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Where people get help: an e-mail address, a web address or a phone number'),
  DELIVERY_CONCURRENCY: configField.positiveInt
    .max(500)
    .default(20)
    .describe('Messages that one worker delivers at a time'),
  DELIVERY_RETENTION_DAYS: configField.positiveInt
    .max(3650)
    .default(90)
    .describe('How many days it is remembered which messages were sent, to whom (masked) and when'),
  INBOX: z
    .enum(['on', 'off'])
    .default('off')
    .describe('Keep messages for the inbox page instead of sending them; for trying out only'),
  SMTP_URL: configField
    .url(['smtp:', 'smtps:'])
    .transform((url) => new Redacted(url))
    .optional()
    .describe('Mail server, for example smtp://user:password@mail.example.org:587?requireTLS=true'),
  SMTP_FROM: z
    .string()
    .regex(
      /^(?:[^<>\r\n]+<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/u,
      'must be an address or a name with an <address>',
    )
    .optional()
    .describe('Sender of e-mails, for example Postern <no-reply@example.org>'),
  SMTP_CONNECTIONS: configField.positiveInt
    .max(100)
    .default(5)
    .describe('Connections to the mail server that one worker keeps open'),
  BULK_CONNECTIONS: configField.positiveInt
    .max(100)
    .default(5)
    .describe('Connections beside those, for the same message to many, so that nobody waits for a passcode behind it'),
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-f]{32}$/u, 'must be AC and 32 hex digits')
    .optional()
    .describe('Twilio account'),
  TWILIO_AUTH_TOKEN: configField.secret().optional().describe('Twilio auth token'),
  TWILIO_MESSAGING_SERVICE_SID: z
    .string()
    .regex(/^MG[0-9a-f]{32}$/u, 'must be MG and 32 hex digits')
    .optional()
    .describe('Twilio messaging service that sends; preferred to TWILIO_FROM'),
  TWILIO_FROM: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/u, 'must be a number like +12025550123')
    .optional()
    .describe('Twilio number that sends'),
  TWILIO_API_URL: configField.httpUrl().optional().describe("Another address than Twilio's own, for example a proxy"),
});

/**
 * The environment of a notifications worker. Any number of workers share one queue; give each the same settings.
 * E-mail needs `SMTP_URL` and `SMTP_FROM`, text messages the `TWILIO_…` variables. With `INBOX=on`, a channel without
 * them keeps its messages in the database for the inbox page; otherwise text messages are simply not offered.
 */
export const notificationsConfig = variables.superRefine((config, context) => {
  const complain = (name: keyof typeof config, message: string) =>
    context.addIssue({ code: 'custom', path: [name], message });
  if (config.SMTP_URL && !config.SMTP_FROM) complain('SMTP_FROM', 'is needed beside SMTP_URL');
  if (!config.SMTP_URL && config.INBOX === 'off') complain('SMTP_URL', 'is needed to send e-mail');
  if (config.TWILIO_ACCOUNT_SID) {
    if (!config.TWILIO_AUTH_TOKEN) complain('TWILIO_AUTH_TOKEN', 'is needed beside TWILIO_ACCOUNT_SID');
    if (!config.TWILIO_MESSAGING_SERVICE_SID && !config.TWILIO_FROM) {
      complain('TWILIO_MESSAGING_SERVICE_SID', 'or TWILIO_FROM is needed beside TWILIO_ACCOUNT_SID');
    }
  }
});
export type NotificationsConfig = z.infer<typeof notificationsConfig>;
