import type { OutgoingMessage, SendMessages } from '@postern/contracts';
import { Clock } from '@postern/kernel';
import { MessageRenderer } from '@postern/messages';
import pLimit, { type LimitFunction } from 'p-limit';
import { BatchDeliveries, type BegunInBatch, type EndedInBatch } from './batch-deliveries.js';
import { Courier, PassingDeliveryError } from './courier.js';
import { knownFailure } from './known-failure.js';
import { batchBudgetMs } from './lease.js';
import { maskDestination } from './mask-destination.js';

type Recipient = SendMessages['recipients'][number];
type Failed = { id: string; reason: string; permanent: boolean };

/** One is written down while the other one is sent. */
const batchesAtOnce = 2;
/** Written down at least each time that so many have ended: what is sent once more after a crash is not many more than that. */
const recordEvery = 25;
/** After so many attempts of its own a message is given up that failed for a passing reason each time: about a minute and a half. */
const maxAttempts = 8;

/**
 * Delivers one message to many: one statement before the sends, few after them. What fails for a passing reason is tried again
 * with the job; the answer to whoever asked goes out when nothing is left to try.
 */
export class DeliverBatch {
  private readonly batches: LimitFunction = pLimit(batchesAtOnce);
  private readonly sends: LimitFunction;

  /**
   * @param courier for these messages alone: nobody who waits for a code waits behind them
   * @param sendsAtOnce by all batches of this worker together
   */
  constructor(
    private readonly deliveries: BatchDeliveries,
    private readonly courier: Courier,
    private readonly renderer: MessageRenderer,
    private readonly clock: Clock,
    sendsAtOnce: number,
  ) {
    this.sends = pLimit(sendsAtOnce);
  }

  /**
   * @param lastAttempt the queue will not come back with this batch after another failure
   * @returns how many were sent now
   * @throws PassingDeliveryError where something is left to try
   */
  execute(batch: SendMessages, { lastAttempt = false } = {}): Promise<number> {
    return this.batches(() => this.deliver(batch, lastAttempt));
  }

  private async deliver(batch: SendMessages, lastAttempt: boolean): Promise<number> {
    const { template, recipients } = batch;
    const until = this.clock.now().getTime() + batchBudgetMs;
    const begun = await this.deliveries.begin(
      recipients.map(({ id, to, accountId }) => ({
        id,
        template,
        channel: 'email',
        destination: maskDestination('email', to),
        accountId,
      })),
    );
    const ended: EndedInBatch[] = [];
    const unrecorded: EndedInBatch[] = [];
    const note = async (end: EndedInBatch): Promise<void> => {
      ended.push(end);
      if (unrecorded.push(end) < recordEvery) return;
      const some = unrecorded.splice(0);
      // What cannot be written down now is written down with the rest.
      await this.deliveries.settle(some, []).catch(() => unrecorded.push(...some));
    };
    await Promise.all(
      recipients.flatMap((recipient) => {
        const standing = begun.get(recipient.id);
        if (standing?.state !== 'begun') return [];
        return this.sends(() => this.attempt(batch, recipient, { ...standing, until, lastAttempt })).then(note);
      }),
    );
    const passing = ended.find(({ state }) => state === 'queued');
    const inHand = !lastAttempt && [...begun.values()].some(({ state }) => state === 'in-hand');
    const isOver = !passing && !inHand;
    const answer = isOver && batch.replyTo ? [this.answer(batch, begun, ended)] : [];
    await this.deliveries.settle(unrecorded, answer);
    if (passing?.state === 'queued') throw new PassingDeliveryError(passing.reason);
    if (inHand) throw new PassingDeliveryError('delivery.in_hand');
    return ended.filter(({ state }) => state === 'sent').length;
  }

  private async attempt(
    { template, expiresAt }: SendMessages,
    { id, to, locale, data }: Recipient,
    { attempt, until, lastAttempt }: { attempt: number; until: number; lastAttempt: boolean },
  ): Promise<EndedInBatch> {
    const now = this.clock.now().getTime();
    if (Date.parse(expiresAt) <= now) return { id, attempt, state: 'expired' };
    // Beyond it somebody else might take it for forgotten.
    if (now >= until && !lastAttempt) return { id, attempt, state: 'queued', reason: 'delivery.postponed' };
    try {
      const rendered = this.renderer.render({ template, channel: 'email', locale, data, secret: {} });
      const parcel = { id, template, to, rendered, expiresAt: new Date(expiresAt) };
      return { id, attempt, state: 'sent', ...(await this.courier.deliver(parcel)) };
    } catch (error) {
      const failure = knownFailure(error);
      const { reason } = failure;
      const permanent = !(failure instanceof PassingDeliveryError);
      if (!permanent && !lastAttempt && attempt < maxAttempts) return { id, attempt, state: 'queued', reason };
      return { id, attempt, state: 'dead', reason, permanent };
    }
  }

  private answer(
    { id: batchId, recipients }: SendMessages,
    begun: ReadonlyMap<string, BegunInBatch>,
    ended: readonly EndedInBatch[],
  ): OutgoingMessage {
    const now = new Map<string, BegunInBatch | EndedInBatch>([...begun, ...ended.map((end) => [end.id, end] as const)]);
    const failed = recipients.flatMap(({ id }): Failed[] => {
      const standing = now.get(id);
      switch (standing?.state) {
        case 'sent':
          return [];
        case 'dead':
          return [{ id, reason: standing.reason, permanent: standing.permanent }];
        case 'expired':
          return [{ id, reason: 'message.expired', permanent: false }];
        default:
          return [{ id, reason: 'delivery.in_hand', permanent: false }];
      }
    });
    return { queue: 'mfa', name: 'messages.sent', body: { batchId, failed, at: this.clock.now().toISOString() } };
  }
}
