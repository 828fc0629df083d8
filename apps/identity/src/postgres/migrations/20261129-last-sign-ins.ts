import { Migration } from '@mikro-orm/migrations';

/** When somebody signed in last whose sign-ins the audit record tells no more. */
export class LastSignIns extends Migration {
  override up(): void {
    this.addSql('alter table identity.account add column last_sign_in_at timestamptz');
  }

  override down(): void {
    this.addSql('alter table identity.account drop column last_sign_in_at');
  }
}
