import { z } from 'zod';
import { clearExpired, identityMessages, mfaMessages } from './events.js';
import { sendMessage, sendMessages } from './messages.js';

/**
 * Queue → message name → schema of its body. A queue is named after the service that consumes it. Messages are
 * parsed when they are written to the outbox and again when they are consumed.
 */
export const queues = {
  identity: identityMessages,
  mfa: mfaMessages,
  notifications: { 'send-message': sendMessage, 'send-messages': sendMessages, 'clear-expired': clearExpired },
} as const;

export type QueueName = keyof typeof queues;
export type MessageNameOf<Queue extends QueueName> = keyof (typeof queues)[Queue] & string;
export type MessageBody<
  Queue extends QueueName,
  Name extends MessageNameOf<Queue>,
> = (typeof queues)[Queue][Name] extends z.ZodType ? z.infer<(typeof queues)[Queue][Name]> : never;

/** One message on its way out: a closed union over all queues. */
export type OutgoingMessage = {
  [Queue in QueueName]: {
    [Name in MessageNameOf<Queue>]: { queue: Queue; name: Name; body: MessageBody<Queue, Name> };
  }[MessageNameOf<Queue>];
}[QueueName];

/** What a consumer of a queue must have: a handler for every message, or it does not compile. */
export type Handlers<Queue extends QueueName> = {
  [Name in MessageNameOf<Queue>]: (body: MessageBody<Queue, Name>, context: HandlerContext) => Promise<void>;
};

export interface HandlerContext {
  messageId: string;
  /** The queue will not come back with this message if the handler fails again: it stays behind as a dead letter. */
  lastAttempt?: boolean;
}
