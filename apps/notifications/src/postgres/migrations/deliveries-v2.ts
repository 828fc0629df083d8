import { Migration } from '@mikro-orm/migrations';

/** Whose message it was, for the person's export; and the way to what is too old to keep. */
export class DeliveriesV2 extends Migration {
  override up(): void {
    this.addSql(`
alter table notifications.deliveries add column account_id uuid;
create index deliveries_account on notifications.deliveries (account_id, queued_at) where account_id is not null;
create index deliveries_queued_at on notifications.deliveries (queued_at);
create index inbox_messages_sent_at on notifications.inbox_messages (sent_at);
`);
  }

  override down(): void {
    this.addSql(`
drop index notifications.inbox_messages_sent_at;
drop index notifications.deliveries_queued_at;
drop index notifications.deliveries_account;
alter table notifications.deliveries drop column account_id;
`);
  }
}
