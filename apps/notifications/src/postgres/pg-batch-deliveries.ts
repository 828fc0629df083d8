import { hostname } from 'node:os';
import type { OutgoingMessage } from '@postern/contracts';
import type { Database, Outbox } from '@postern/platform';
import { BatchDeliveries, type BegunInBatch, type EndedInBatch } from '../delivery/batch-deliveries.js';
import type { DeliveryRecord } from '../delivery/deliveries.js';

interface BegunRow {
  id: string;
  attempt: number | null;
  state: 'queued' | 'sent' | 'expired' | 'dead' | null;
  reason: string | null;
  permanent: boolean | null;
}

/** In the order of the key, so that two workers with the same batch do not wait for each other in a circle. */
const beginStatement = `
  with wanted as (
    select * from jsonb_to_recordset($1::jsonb)
      as w(id uuid, template text, channel text, destination text, "accountId" uuid)
  ), begun as (
    insert into notifications.deliveries as d
      (message_id, template, channel, destination, account_id, state, attempts, in_hand_until)
    select id, template, channel, destination, "accountId", 'queued', 1, now() + $2 * interval '1 millisecond'
    from wanted order by id
    on conflict (message_id) do update
      set attempts = d.attempts + 1, in_hand_until = excluded.in_hand_until, updated_at = now()
      where d.state = 'queued' and (d.in_hand_until is null or d.in_hand_until <= now())
    returning message_id, attempts
  ), attempt as (
    insert into notifications.delivery_attempts (message_id, attempt, worker) select message_id, attempts, $3 from begun
  )
  select w.id, b.attempts as attempt, d.state, d.last_reason as reason, d.permanent
  from wanted w
  left join begun b on b.message_id = w.id
  left join notifications.deliveries d on d.message_id = w.id and b.message_id is null`;

const settleStatement = (insertMessages: string): string => `
  with ended as (
    select * from jsonb_to_recordset($1::jsonb)
      as e(id uuid, attempt int, state text, reason text, "providerReference" text, permanent boolean)
  ), attempts as (
    update notifications.delivery_attempts a
    set outcome = case e.state when 'expired' then 'dead' else e.state end,
      reason = case e.state when 'expired' then 'message.expired' else e.reason end, finished_at = now()
    from ended e where a.message_id = e.id and a.attempt = e.attempt
  ), messages as (
    ${insertMessages}
  )
  update notifications.deliveries d
  set state = e.state, last_reason = e.reason, permanent = coalesce(e.permanent, false), in_hand_until = null,
    provider_reference = coalesce(e."providerReference", d.provider_reference), updated_at = now(),
    sent_at = case when e.state = 'sent' then now() end
  from (select * from ended order by id) e
  where d.message_id = e.id and d.state <> 'sent' and (e.state = 'sent' or d.attempts = e.attempt)`;

/** One statement for a whole batch, before the sends and after them. */
export class PgBatchDeliveries extends BatchDeliveries {
  private readonly worker = `${hostname()}:${process.pid}`;

  /** @param leaseMs as of `PgDeliveries`, and longer: all attempts of a batch begin at once */
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly leaseMs: number,
  ) {
    super();
  }

  async begin(records: readonly DeliveryRecord[]): Promise<ReadonlyMap<string, BegunInBatch>> {
    const rows = await this.database.query<BegunRow>('notifications.batch.begin', beginStatement, [
      JSON.stringify(records),
      this.leaseMs,
      this.worker,
    ]);
    return new Map(rows.map((row) => [row.id, begunOf(row)]));
  }

  async settle(ended: readonly EndedInBatch[], told: readonly OutgoingMessage[]): Promise<void> {
    await this.database.query('notifications.batch.settle', settleStatement(this.outbox.insertClause('$2')), [
      JSON.stringify(ended),
      this.outbox.rows(told),
    ]);
    if (told.length > 0) this.outbox.wake();
  }
}

function begunOf({ attempt, state, reason, permanent }: BegunRow): BegunInBatch {
  if (attempt !== null) return { state: 'begun', attempt };
  if (state === 'sent' || state === 'expired') return { state };
  if (state === 'dead') return { state, reason: reason ?? 'unknown', permanent: permanent ?? false };
  // No row at all: another worker's first attempt was committed while this statement ran.
  return { state: 'in-hand' };
}
