import { deleteInBatches } from '../postgres/delete-in-batches.js';
import type { Queryable } from '../postgres/database.js';

/** Longer than a dead letter is kept, which can be retried to its last day. */
const keptDays = 31;

/** Remembers which messages have been acted on: the guard that makes a redelivery a no-op. */
export class Inbox {
  constructor(private readonly schema: string) {}

  /**
   * Call it inside the transaction in which you act.
   *
   * @returns true for the first delivery of this message, false for any other.
   */
  async isFirst(transaction: Queryable, messageId: string): Promise<boolean> {
    const rows = await transaction.query(
      `${this.schema}.inbox.add`,
      `insert into "${this.schema}".inbox (message_id) values ($1) on conflict do nothing returning message_id`,
      [messageId],
    );
    return rows.length === 1;
  }

  /** Forgets messages that cannot come again. The outbox needs nothing like it: what is sent is deleted there. */
  async clearOld(database: Queryable): Promise<number> {
    return deleteInBatches(
      database,
      `${this.schema}.inbox.clear`,
      `"${this.schema}".inbox`,
      `received_at < now() - make_interval(days => ${keptDays})`,
    );
  }
}
