import type { Channel, SendMessage } from '@postern/contracts';
import { Clock } from '@postern/kernel';
import { MessageRenderer, type RenderedMessage } from '@postern/messages';
import { Sealer } from '@postern/platform';
import { Courier, PassingDeliveryError, PermanentDeliveryError } from './courier.js';
import { type AttemptOutcome, Deliveries, type DeliveryRecord } from './deliveries.js';
import { knownFailure } from './known-failure.js';
import { maskDestination } from './mask-destination.js';

/** One courier a channel. */
export abstract class Couriers {
  abstract readonly email: Courier;
  abstract readonly sms: Courier;
}

export type DeliveryResult = 'sent' | 'expired' | 'settled-before';

/**
 * Renders and delivers one message: one statement before the send, one after it. A process that dies in between leaves
 * an attempt without an outcome, and the message goes out a second time rather than not at all.
 */
export class DeliverMessage {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly couriers: Couriers,
    private readonly renderer: MessageRenderer,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /**
   * @param lastAttempt the queue will not come back with this message after another failure
   * @throws PermanentDeliveryError | PassingDeliveryError with a reason that is safe to store
   */
  async execute(message: SendMessage, { lastAttempt = false } = {}): Promise<DeliveryResult> {
    const { id, template, channel, accountId } = message;
    const destination = maskDestination(channel, message.to);
    const record: DeliveryRecord = { id, template, channel, destination, accountId };
    if (Date.parse(message.expiresAt) <= this.clock.now().getTime()) {
      await this.deliveries.expire(record);
      return 'expired';
    }
    const begun = await this.deliveries.begin(record);
    if (begun.state === 'settled') return 'settled-before';
    if (begun.state === 'in-hand') throw new PassingDeliveryError('delivery.in_hand');

    let outcome: AttemptOutcome;
    let failure: PermanentDeliveryError | PassingDeliveryError | undefined;
    try {
      outcome = { state: 'sent', ...(await this.deliver(message)) };
    } catch (error) {
      failure = knownFailure(error);
      const dead = lastAttempt || failure instanceof PermanentDeliveryError;
      outcome = { state: dead ? 'dead' : 'queued', reason: failure.reason };
    }
    await this.deliveries.settle(id, begun.attempt, outcome);
    if (failure) throw failure;
    return 'sent';
  }

  private deliver(message: SendMessage): Promise<{ providerReference: string }> {
    const { id, template, to, channel } = message;
    const courier = this.courierOf(channel);
    return courier.deliver({
      id,
      template,
      to,
      rendered: this.render(message),
      expiresAt: new Date(message.expiresAt),
    });
  }

  private courierOf(channel: Channel): Courier {
    return channel === 'email' ? this.couriers.email : this.couriers.sms;
  }

  /** The only place where the secret part is open. */
  private render({ id, template, channel, locale, data, sealed }: SendMessage): RenderedMessage {
    const secret = sealed ? (JSON.parse(this.sealer.open(sealed, id)) as Record<string, unknown>) : {};
    return this.renderer.render({ template, channel, locale, data, secret });
  }
}
