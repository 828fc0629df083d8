import { Database, Inbox, Outbox, type Queryable } from '@postern/platform';

/** Acts on a message in the transaction that notes that it was heard: one that comes again does nothing. */
export class Once {
  constructor(
    private readonly database: Database,
    private readonly inbox: Inbox,
    private readonly outbox: Outbox,
  ) {}

  async act(messageId: string, act: (transaction: Queryable) => Promise<void>): Promise<void> {
    await this.database.transaction(async (transaction) => {
      if (await this.inbox.isFirst(transaction, messageId)) await act(transaction);
    });
    this.outbox.wake();
  }
}
