import type { Channel, MessageName, messageCatalogue } from '@postern/contracts';

/** The files that one channel's message is made of, under `templates/<message>/<part>.hbs`. */
export const channelParts = {
  email: ['email.subject', 'email.text', 'email.html'],
  sms: ['sms'],
} as const satisfies Record<Channel, readonly string[]>;
export type Part = (typeof channelParts)[Channel][number];

type Channels = { [Name in MessageName]: Readonly<Record<(typeof messageCatalogue)[Name]['channels'][number], true>> };

/**
 * One line a message: the channels that it has templates for. A message or a channel that the contracts know and this
 * table does not (or the other way round) does not compile; a missing file fails when this library is loaded.
 */
export const messages = {
  'verify-email': { email: true },
  'email-verified': { email: true },
  'temporary-passcode': { email: true, sms: true },
  'factor-added': { email: true },
  'account-exists': { email: true },
} as const satisfies Channels;

export const channelsOf = (name: MessageName): Channel[] => Object.keys(messages[name]) as Channel[];
