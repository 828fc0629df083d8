import type { Queryable } from '../postgres/database.js';

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
}
