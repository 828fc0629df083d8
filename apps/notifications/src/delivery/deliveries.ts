import type { Channel, MessageName } from '@postern/contracts';

/** What is remembered of a message: enough to answer "was it sent?", nothing of what it said. */
export interface DeliveryRecord {
  readonly id: string;
  readonly template: MessageName;
  readonly channel: Channel;
  /** Masked: `b*****n@example.org`. */
  readonly destination: string;
  /** Whose message it is; null when it is nobody's. */
  readonly accountId: string | null;
}

/** A delivery as it stands. */
export interface Delivery extends Omit<DeliveryRecord, 'accountId'> {
  readonly state: 'queued' | 'sent' | 'expired' | 'dead';
  readonly attempts: number;
  readonly queuedAt: Date;
  readonly sentAt: Date | null;
}

export type Begun =
  | { state: 'begun'; attempt: number }
  /** It has been sent, or has expired: there is nothing left to do. */
  | { state: 'settled' }
  /** Another worker began an attempt moments ago and has not reported back. */
  | { state: 'in-hand' };

export type AttemptOutcome =
  | { state: 'sent'; providerReference: string }
  | { state: 'queued'; reason: string }
  | { state: 'dead'; reason: string };

/** The record of all deliveries and of each attempt. Every method fails when its store cannot be reached. */
export abstract class Deliveries {
  /** Writes down that an attempt starts, unless there is no need for one; of concurrent callers exactly one begins. */
  abstract begin(record: DeliveryRecord): Promise<Begun>;

  /**
   * Writes down how the attempt ended. A message that has been sent stays sent, whatever a later attempt says; an earlier
   * attempt that reports late changes nothing unless it has sent the message.
   */
  abstract settle(id: string, attempt: number, outcome: AttemptOutcome): Promise<void>;

  /** Writes down that the message was too late to be sent; does nothing when it has been sent before. */
  abstract expire(record: DeliveryRecord): Promise<void>;

  /** Those of one account, newest first. */
  abstract of(accountId: string, limit: number): Promise<Delivery[]>;

  /** Forgets what was queued before that moment, in batches; may be called by many at once. @returns how many are gone */
  abstract forgetBefore(moment: Date): Promise<number>;
}
