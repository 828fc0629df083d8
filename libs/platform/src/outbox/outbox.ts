import { queues, type OutgoingMessage } from '@postern/contracts';
import { newId } from '@postern/kernel';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import type { Queryable } from '../postgres/database.js';
import { OutboxRelay } from './relay.js';

/**
 * Where a message waits until the queue has it. Written in the transaction that causes it, so that neither can exist
 * without the other; call `wake` once that transaction has committed.
 */
export class Outbox {
  constructor(
    private readonly schema: string,
    private readonly relay: OutboxRelay,
  ) {}

  /**
   * For a statement of your own: put `insertClause('$n')` into a CTE and pass `rows(messages)` as that parameter.
   *
   * @throws ZodError for a message that its schema refuses.
   */
  rows(messages: readonly OutgoingMessage[]): string {
    return JSON.stringify(
      messages.map(({ queue, name, body }) => {
        const schema = (queues[queue] as Record<string, z.ZodType>)[name] as z.ZodType;
        const checked = schema.parse(body) as { id?: string };
        return { id: checked.id ?? newId(), queue, name, body: checked };
      }),
    );
  }

  insertClause(parameter: string): string {
    return `insert into "${this.schema}".outbox (id, queue, name, body)
      select id, queue, name, body from jsonb_to_recordset(${parameter}::jsonb) as m(id uuid, queue text, name text, body jsonb)`;
  }

  async addIn(transaction: Queryable, messages: readonly OutgoingMessage[]): Promise<void> {
    if (messages.length === 0) return;
    await transaction.query(`${this.schema}.outbox.add`, this.insertClause('$1'), [this.rows(messages)]);
  }

  /** In the unit of work's own transaction: call it inside `em.transactional`. */
  async addWithin(em: EntityManager, messages: readonly OutgoingMessage[]): Promise<void> {
    if (messages.length === 0) return;
    await em.execute(this.insertClause('?'), [this.rows(messages)]);
  }

  /** Tells the relay that there is something to do; returns at once. */
  wake(): void {
    this.relay.wake();
  }
}
