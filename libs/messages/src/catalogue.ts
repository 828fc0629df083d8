import type { Channel, MessageName, messageCatalogue } from '@postern/contracts';

/** The files that one channel's message is made of, under `templates/<message>/<locale>/<part>.hbs`. */
export const channelParts = {
  email: ['email.subject', 'email.text', 'email.html'],
  sms: ['sms'],
} as const satisfies Record<Channel, readonly string[]>;
export type Part = (typeof channelParts)[Channel][number];

type Channels = { [Name in MessageName]: Readonly<Record<(typeof messageCatalogue)[Name]['channels'][number], true>> };

/**
 * One line a message: the channels that it has templates for. A message or a channel that the contracts know and this
 * table does not (or the other way round) does not compile; a file that is missing in one of the languages fails when this
 * library is loaded.
 */
export const messages = {
  'verify-email': { email: true },
  'recover-factors': { email: true },
  'temporary-passcode': { email: true, sms: true },
  'account-exists': { email: true },
  'username-reminder': { email: true },
  'password-reset': { email: true },
  'confirm-email': { email: true },
  'email-verified': { email: true },
  'email-changed': { email: true },
  'phone-changed': { email: true },
  'password-changed': { email: true },
  'factor-added': { email: true },
  'factor-removed': { email: true },
  'recovery-codes-created': { email: true },
  'recovery-code-used': { email: true },
  'new-device': { email: true },
  'passcodes-used-up': { email: true },
  'factors-recovered': { email: true },
  'factor-reset-requested': { email: true },
  'factor-reset-stopped': { email: true },
  'factor-reset-applied': { email: true },
  'account-closed': { email: true },
  'organization-invitation': { email: true },
  'member-added': { email: true },
  'mfa-required': { email: true },
  'mfa-reminder': { email: true },
} as const satisfies Channels;

export const channelsOf = (name: MessageName): Channel[] => Object.keys(messages[name]) as Channel[];
