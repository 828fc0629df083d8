import { Migration } from '@mikro-orm/migrations';

/** Who sent an invitation: it is worth something for as long as they may invite. Null for those from before. */
export class Inviters extends Migration {
  override up(): void {
    this.addSql('alter table identity.invitation add column inviter uuid');
  }

  override down(): void {
    this.addSql('alter table identity.invitation drop column inviter');
  }
}
