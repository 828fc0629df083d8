import { z } from 'zod';

const moment = z.iso.datetime();

/** Ciphertext of secret template data; only notifications opens it, and only when it delivers. */
export const sealed = z.strictObject({ keyId: z.string(), nonce: z.string(), data: z.string(), tag: z.string() });
export type Sealed = z.infer<typeof sealed>;

export const channel = z.enum(['email', 'sms']);
export type Channel = z.infer<typeof channel>;

/**
 * What each message is filled with. `data` may be read by whoever reads the queue; `secret` (codes, links) travels
 * sealed and never appears in clear outside the message itself.
 */
export const messageCatalogue = {
  'verify-email': {
    channels: ['email'],
    data: z.strictObject({ username: z.string(), expiresAt: moment }),
    secret: z.strictObject({ link: z.url() }),
  },
  'email-verified': {
    channels: ['email'],
    data: z.strictObject({ username: z.string(), address: z.string() }),
    secret: z.strictObject({}),
  },
  'temporary-passcode': {
    channels: ['email', 'sms'],
    data: z.strictObject({ expiresInMinutes: z.int() }),
    secret: z.strictObject({ code: z.string() }),
  },
  'factor-added': {
    channels: ['email'],
    data: z.strictObject({
      username: z.string(),
      kind: z.enum(['sms', 'email', 'totp']),
      destination: z.string().nullable(),
      addedAt: moment,
    }),
    secret: z.strictObject({}),
  },
  'account-exists': {
    channels: ['email'],
    data: z.strictObject({ username: z.string() }),
    secret: z.strictObject({}),
  },
} as const;
export type MessageName = keyof typeof messageCatalogue;
export type MessageData<Name extends MessageName> = z.infer<(typeof messageCatalogue)[Name]['data']>;
export type MessageSecret<Name extends MessageName> = z.infer<(typeof messageCatalogue)[Name]['secret']>;

/** Job on the queue `notifications`. `id` is also the job's id and the e-mail's Message-ID. */
export const sendMessage = z.strictObject({
  id: z.uuid(),
  template: z.enum(Object.keys(messageCatalogue) as [MessageName, ...MessageName[]]),
  channel,
  to: z.string().min(3).max(254),
  locale: z.string().default('en'),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  /** JSON of the message's `secret`, sealed to the message's `id`; null for messages without one. */
  sealed: sealed.nullable(),
  /** Past this moment the message is dropped as expired, never delivered. */
  expiresAt: moment,
  accountId: z.uuid().nullable(),
});
export type SendMessage = z.infer<typeof sendMessage>;
