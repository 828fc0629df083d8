import { z } from 'zod';
import { factorKind } from '../http/factor.js';
import { locale } from '../http/fields.js';

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
/** The link with which somebody says "this was not me". */
const notMe = z.strictObject({ link: z.url() });
const kind = factorKind;
/** What every notice says: who, when, and with what and from where as far as that is known. */
const notice = { username: z.string(), at: moment, device: z.string().nullable(), source: z.string().nullable() };

export const messageCatalogue = {
  'verify-email': {
    channels: ['email'],
    data: z.strictObject({ username: z.string(), expiresAt: moment }),
    secret: z.strictObject({ link: z.url() }),
  },
  /** Every sign-in method was lost: the link is the second proof beside the password. */
  'recover-factors': {
    channels: ['email'],
    data: z.strictObject({ username: z.string(), expiresAt: moment }),
    secret: z.strictObject({ link: z.url() }),
  },
  'temporary-passcode': {
    channels: ['email', 'sms'],
    data: z.strictObject({ expiresInMinutes: z.int() }),
    secret: z.strictObject({ code: z.string() }),
  },
  'account-exists': {
    channels: ['email'],
    data: z.strictObject({ username: z.string() }),
    secret: z.strictObject({}),
  },
  'username-reminder': {
    channels: ['email'],
    data: z.strictObject({ username: z.string() }),
    secret: z.strictObject({}),
  },
  'password-reset': {
    channels: ['email'],
    data: z.strictObject({ username: z.string(), expiresAt: moment }),
    secret: z.strictObject({ link: z.url() }),
  },
  /** To a new address: the change takes effect when its link is used. */
  'confirm-email': {
    channels: ['email'],
    data: z.strictObject({ username: z.string(), expiresAt: moment }),
    secret: z.strictObject({ link: z.url() }),
  },

  'email-verified': {
    channels: ['email'],
    data: z.strictObject({ ...notice, address: z.string() }),
    secret: notMe,
  },
  'email-changed': {
    channels: ['email'],
    data: z.strictObject({ ...notice, oldAddress: z.string(), newAddress: z.string() }),
    secret: notMe,
  },
  'phone-changed': { channels: ['email'], data: z.strictObject(notice), secret: notMe },
  'password-changed': { channels: ['email'], data: z.strictObject(notice), secret: notMe },
  'factor-added': {
    channels: ['email'],
    data: z.strictObject({ ...notice, kind, destination: z.string().nullable() }),
    secret: notMe,
  },
  'factor-removed': {
    channels: ['email'],
    data: z.strictObject({ ...notice, kind, destination: z.string().nullable() }),
    secret: notMe,
  },
  'recovery-codes-created': { channels: ['email'], data: z.strictObject(notice), secret: notMe },
  'recovery-code-used': {
    channels: ['email'],
    data: z.strictObject({ ...notice, left: z.int() }),
    secret: notMe,
  },
  'new-device': { channels: ['email'], data: z.strictObject(notice), secret: notMe },
  /** Somebody with the right password used up the answers to a passcode. */
  'passcodes-used-up': { channels: ['email'], data: z.strictObject({ ...notice, kind }), secret: notMe },
  'factors-recovered': { channels: ['email'], data: z.strictObject(notice), secret: notMe },
  'factor-reset-requested': {
    channels: ['email'],
    data: z.strictObject({ ...notice, takesEffectAt: moment }),
    secret: notMe,
  },
  'factor-reset-stopped': { channels: ['email'], data: z.strictObject(notice), secret: notMe },
  'factor-reset-applied': { channels: ['email'], data: z.strictObject(notice), secret: notMe },
  'account-closed': {
    channels: ['email'],
    data: z.strictObject({ ...notice, deletedAt: moment }),
    secret: notMe,
  },

  'organization-invitation': {
    channels: ['email'],
    data: z.strictObject({ organization: z.string(), invitedBy: z.string(), expiresAt: moment }),
    secret: z.strictObject({ link: z.url() }),
  },
  /** An administrator has made an account for somebody, who chooses a password on the page `choosePassword`. */
  'member-added': {
    channels: ['email'],
    data: z.strictObject({
      username: z.string(),
      organization: z.string(),
      addedBy: z.string(),
      choosePassword: z.url(),
    }),
    secret: z.strictObject({}),
  },
  /** An administrator has turned MFA on for the organization. */
  'mfa-required': {
    channels: ['email'],
    data: z.strictObject({ username: z.string(), organization: z.string(), signIn: z.url() }),
    secret: z.strictObject({}),
  },
  'mfa-reminder': {
    channels: ['email'],
    data: z.strictObject({ username: z.string(), organization: z.string(), signIn: z.url() }),
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
  locale: locale.default('en'),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  /** JSON of the message's `secret`, sealed to the message's `id`; null for messages without one. */
  sealed: sealed.nullable(),
  /** Past this moment the message is dropped as expired, never delivered. */
  expiresAt: moment,
  accountId: z.uuid().nullable(),
});
export type SendMessage = z.infer<typeof sendMessage>;

/** At most this many go out as one job. */
export const messagesPerBatch = 250;

/**
 * The same message to many, as one job: the queue holds a job for each page of them, not for each person. `id` is also the
 * job's id; each recipient's `id` is that of their message, as with `send-message`. Nothing in it is secret. Answered with
 * `messages.sent` on the queue `replyTo`.
 */
export const sendMessages = z.strictObject({
  id: z.uuid(),
  template: z.enum(['mfa-required', 'mfa-reminder', 'member-added']),
  expiresAt: moment,
  replyTo: z.literal('mfa').nullable(),
  recipients: z
    .array(
      z.strictObject({
        id: z.uuid(),
        accountId: z.uuid(),
        to: z.string().min(3).max(254),
        locale,
        data: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
      }),
    )
    .min(1)
    .max(messagesPerBatch),
});
export type SendMessages = z.infer<typeof sendMessages>;
