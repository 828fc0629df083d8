import { Migration } from '@mikro-orm/migrations';

export class AccountLifeRecoveryNotices extends Migration {
  override up(): void {
    this.addSql(`
      alter table identity.account
        add column role text check (role in ('operator', 'support')),
        add column locale text not null default 'en',
        add column notifications jsonb not null default '{"applications": {"email": true, "sms": true}}',
        add column password_reset_required boolean not null default false,
        add column recovery_email text,
        add column closed_at timestamptz,
        drop constraint account_state_check,
        add constraint account_state_check check (state in ('active', 'disabled', 'closed'))`);
  }

  override down(): void {
    this.addSql(`
      alter table identity.account
        drop constraint account_state_check,
        add constraint account_state_check check (state in ('active', 'disabled')),
        drop column role,
        drop column locale,
        drop column notifications,
        drop column password_reset_required,
        drop column recovery_email,
        drop column closed_at`);
  }
}
