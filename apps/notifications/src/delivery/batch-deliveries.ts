import type { OutgoingMessage } from '@postern/contracts';
import type { DeliveryRecord } from './deliveries.js';

/** How a message of a batch stands when the batch is taken up. */
export type BegunInBatch =
  | { state: 'begun'; attempt: number }
  | { state: 'sent' }
  | { state: 'expired' }
  | { state: 'dead'; reason: string; permanent: boolean }
  /** Another worker began an attempt moments ago and has not reported back. */
  | { state: 'in-hand' };

export type EndedInBatch = { readonly id: string; readonly attempt: number } & (
  | { state: 'sent'; providerReference: string }
  | { state: 'queued'; reason: string }
  /** `permanent`: no later attempt can succeed. */
  | { state: 'dead'; reason: string; permanent: boolean }
  | { state: 'expired' }
);

/** The record of deliveries, for many messages at a time. Every method fails when its store cannot be reached. */
export abstract class BatchDeliveries {
  /**
   * Writes down that an attempt starts, for each message that needs one; of concurrent callers exactly one begins a message. A dead
   * one is not begun again.
   *
   * @returns how each stands, by its id
   */
  abstract begin(records: readonly DeliveryRecord[]): Promise<ReadonlyMap<string, BegunInBatch>>;

  /**
   * Writes down how attempts ended, as `Deliveries.settle` does, together with what is told of it: neither exists without the
   * other.
   */
  abstract settle(ended: readonly EndedInBatch[], told: readonly OutgoingMessage[]): Promise<void>;
}
