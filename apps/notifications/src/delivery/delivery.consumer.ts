import { Processor } from '@nestjs/bullmq';
import { Inject, Injectable } from '@nestjs/common';
import type { Handlers } from '@postern/contracts';
import { QueueConsumer, workerSettings } from '@postern/platform';
import { UnrecoverableError } from 'bullmq';
import { PermanentDeliveryError } from './courier.js';
import { ClearExpired } from './clear-expired.js';
import { DeliverBatch } from './deliver-batch.js';
import { DeliverMessage } from './deliver-message.js';

export const deliveryConcurrency = Symbol('messages that one worker delivers at a time');

/**
 * Takes messages from the queue. What fails is tried again with growing pauses (the queue's settings are with its
 * sender, in platform); what can never work, or has used up its attempts, stays in the queue's failed set, sealed as it
 * came, where an operator can see and retry it.
 */
@Injectable()
@Processor('notifications', { ...workerSettings, autorun: false })
export class DeliveryConsumer extends QueueConsumer<'notifications'> {
  protected readonly handlers: Handlers<'notifications'>;
  private batches = 0;

  constructor(
    deliverMessage: DeliverMessage,
    deliverBatch: DeliverBatch,
    clearExpired: ClearExpired,
    @Inject(deliveryConcurrency) private readonly concurrency: number,
  ) {
    super('notifications');
    this.handlers = {
      'send-message': async (message, { lastAttempt = false }) => {
        try {
          const result = await deliverMessage.execute(message, { lastAttempt });
          const { id: messageId, template, channel } = message;
          this.logger.log({ message: 'Message done', result, messageId, template, channel });
        } catch (error) {
          // The queue keeps the reason, which is all that these errors hold.
          throw error instanceof PermanentDeliveryError ? new UnrecoverableError(error.reason) : error;
        }
      },
      'send-messages': (batch, { lastAttempt = false }) =>
        this.beside(async () => {
          const sent = await deliverBatch.execute(batch, { lastAttempt });
          const { id: batchId, template, recipients } = batch;
          this.logger.log({ message: 'Batch done', batchId, template, sent, recipients: recipients.length });
        }),
      'clear-expired': async () => {
        const gone = await clearExpired.execute();
        if (gone > 0) this.logger.log({ message: 'Old records forgotten', gone });
      },
    };
  }

  override onApplicationBootstrap(): void {
    super.onApplicationBootstrap();
    this.worker.concurrency = this.concurrency;
    void this.worker.run();
  }

  /** A batch takes no place from messages that somebody waits for. */
  private async beside(work: () => Promise<void>): Promise<void> {
    this.worker.concurrency = this.concurrency + ++this.batches;
    try {
      await work();
    } finally {
      this.worker.concurrency = this.concurrency + --this.batches;
    }
  }
}
