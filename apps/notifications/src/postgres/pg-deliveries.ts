import { hostname } from 'node:os';
import { Database, deleteInBatches } from '@postern/platform';
import {
  type AttemptOutcome,
  type Begun,
  Deliveries,
  type Delivery,
  type DeliveryRecord,
} from '../delivery/deliveries.js';

/** One hand-written statement each: they run for every message, before and after the send. */
export class PgDeliveries extends Deliveries {
  private readonly worker = `${hostname()}:${process.pid}`;

  /**
   * @param leaseMs how long an attempt that has not reported back keeps others from beginning; longer than one can last
   */
  constructor(
    private readonly database: Database,
    private readonly leaseMs: number,
  ) {
    super();
  }

  async begin({ id, template, channel, destination, accountId }: DeliveryRecord): Promise<Begun> {
    const [row] = await this.database.query<{ attempt: number | null; state: string | null }>(
      'notifications.deliveries.begin',
      `with begun as (
         insert into notifications.deliveries as d
           (message_id, template, channel, destination, account_id, state, attempts, in_hand_until)
         values ($1, $2, $3, $4, $7, 'queued', 1, now() + $5 * interval '1 millisecond')
         on conflict (message_id) do update
           set state = 'queued', attempts = d.attempts + 1, in_hand_until = excluded.in_hand_until, updated_at = now()
           where d.state in ('queued', 'dead') and (d.in_hand_until is null or d.in_hand_until <= now())
         returning attempts
       ), attempt as (
         insert into notifications.delivery_attempts (message_id, attempt, worker) select $1, attempts, $6 from begun
       )
       select attempts as attempt, null as state from begun
       union all
       select null, state from notifications.deliveries where message_id = $1 and not exists (select from begun)`,
      [id, template, channel, destination, this.leaseMs, this.worker, accountId],
    );
    if (row?.attempt) return { state: 'begun', attempt: row.attempt };
    // No row at all: another worker's first attempt was committed while this statement ran.
    return row?.state === 'sent' || row?.state === 'expired' ? { state: 'settled' } : { state: 'in-hand' };
  }

  async settle(id: string, attempt: number, outcome: AttemptOutcome): Promise<void> {
    const sent = outcome.state === 'sent';
    await this.database.query(
      'notifications.deliveries.settle',
      `with attempt as (
         update notifications.delivery_attempts set outcome = $3, reason = $4, finished_at = now()
         where message_id = $1 and attempt = $2
       )
       update notifications.deliveries
       set state = $3, last_reason = $4, provider_reference = coalesce($5, provider_reference), in_hand_until = null,
           updated_at = now(), sent_at = case when $3 = 'sent' then now() end
       where message_id = $1 and state <> 'sent' and ($3 = 'sent' or attempts = $2)`,
      [id, attempt, outcome.state, sent ? null : outcome.reason, sent ? outcome.providerReference : null],
    );
  }

  async expire({ id, template, channel, destination, accountId }: DeliveryRecord): Promise<void> {
    await this.database.query(
      'notifications.deliveries.expire',
      `insert into notifications.deliveries as d (message_id, template, channel, destination, account_id, state)
       values ($1, $2, $3, $4, $5, 'expired')
       on conflict (message_id) do update set state = 'expired', in_hand_until = null, updated_at = now()
         where d.state <> 'sent'`,
      [id, template, channel, destination, accountId],
    );
  }

  async of(accountId: string, limit: number): Promise<Delivery[]> {
    return this.database.query<Delivery>(
      'notifications.deliveries.of-account',
      `select message_id as id, template, channel, destination, state, attempts, queued_at as "queuedAt", sent_at as "sentAt"
       from notifications.deliveries where account_id = $1 order by queued_at desc, message_id limit $2`,
      [accountId, limit],
    );
  }

  async forgetBefore(moment: Date): Promise<number> {
    return deleteInBatches(
      this.database,
      'notifications.deliveries.forget',
      'notifications.deliveries',
      'queued_at < $1',
      [moment],
    );
  }
}
