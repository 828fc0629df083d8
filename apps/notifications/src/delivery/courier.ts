import type { MessageName } from '@postern/contracts';
import type { RenderedMessage } from '@postern/messages';

/** One rendered message on its way to one person. Holds codes and links in clear: never log or store it. */
export interface Parcel {
  /** The message's id; the same at every attempt, so that a peer or a person can recognise a duplicate. */
  readonly id: string;
  readonly template: MessageName;
  readonly to: string;
  readonly rendered: RenderedMessage;
  readonly expiresAt: Date;
}

/** Hands messages of one channel to whoever carries them: an SMTP server, an SMS provider, the embedded inbox. */
export abstract class Courier {
  /**
   * Resolves once the carrier has taken responsibility for the message, not before.
   *
   * @returns what the carrier calls the message, for an operator who asks it
   * @throws PermanentDeliveryError when no later attempt can succeed: the address is wrong, the message is refused
   * @throws PassingDeliveryError for everything else: carrier away, busy, credentials refused
   */
  abstract deliver(parcel: Parcel): Promise<{ providerReference: string }>;
}

/**
 * Reasons are short and stable (`smtp.550`, `twilio.21211`, `smtp.etimedout`). They end up in tables, logs and the
 * queue's failed set, so carriers' own words, which may quote the message, never become part of them (S9).
 */
abstract class DeliveryError extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}

/** Will never work: goes to the dead letters at once. */
export class PermanentDeliveryError extends DeliveryError {
  override readonly name = 'PermanentDeliveryError';
}

/** May work later: tried again until it expires or its attempts are used up. */
export class PassingDeliveryError extends DeliveryError {
  override readonly name = 'PassingDeliveryError';
}
