import { Migration } from '@mikro-orm/migrations';
import { dropOutboxTablesV1, outboxTablesV1 } from '@postern/platform';

export class DeliveriesV1 extends Migration {
  override up(): void {
    this.addSql(outboxTablesV1('notifications'));
    this.addSql(`
create table notifications.deliveries (
  message_id uuid primary key,
  template text not null,
  channel text not null,
  destination text not null,
  state text not null check (state in ('queued', 'sent', 'expired', 'dead')),
  attempts integer not null default 0,
  in_hand_until timestamptz,
  provider_reference text,
  last_reason text,
  queued_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  sent_at timestamptz
) with (fillfactor = 80);
comment on column notifications.deliveries.destination is 'masked';
create index deliveries_unsent on notifications.deliveries (state, updated_at) where state in ('queued', 'dead');
create table notifications.delivery_attempts (
  message_id uuid not null references notifications.deliveries on delete cascade,
  attempt integer not null,
  worker text not null,
  started_at timestamptz not null default now(),
  outcome text check (outcome in ('sent', 'queued', 'dead')),
  reason text,
  finished_at timestamptz,
  primary key (message_id, attempt)
) with (fillfactor = 80);
comment on column notifications.delivery_attempts.outcome is 'null: still under way, or its worker died';
create table notifications.inbox_messages (
  position bigint generated always as identity primary key,
  id uuid not null unique,
  channel text not null,
  destination text not null,
  template text not null,
  content jsonb not null,
  sent_at timestamptz not null default now()
);
comment on column notifications.inbox_messages.content is 'sealed';
`);
  }

  override down(): void {
    this.addSql(`
drop table notifications.inbox_messages;
drop table notifications.delivery_attempts;
drop table notifications.deliveries;
`);
    this.addSql(dropOutboxTablesV1('notifications'));
  }
}
