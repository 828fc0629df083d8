import { Migration } from '@mikro-orm/migrations';

/** Of batches, whoever asked for them is told which messages no later attempt could deliver. */
export class DeliveriesV3 extends Migration {
  override up(): void {
    this.addSql('alter table notifications.deliveries add column permanent boolean not null default false');
    this.addSql(`comment on column notifications.deliveries.permanent is 'dead: no later attempt can succeed'`);
  }

  override down(): void {
    this.addSql('alter table notifications.deliveries drop column permanent');
  }
}
