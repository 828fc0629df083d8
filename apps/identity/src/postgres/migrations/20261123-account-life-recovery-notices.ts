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
        add column username_mailed_at jsonb not null default '[]',
        add column added_at timestamptz not null default now(),
        add column in_use boolean not null default false,
        drop constraint account_state_check,
        add constraint account_state_check check (state in ('active', 'disabled', 'closed'))`);
    this.addSql(`create index account_closed on identity.account (closed_at) where state = 'closed'`);
    this.addSql(`
      create index account_unverified on identity.account (added_at) where email_verified_at is null and not in_use`);
    this.addSql(`
      create table identity.password_reset (
        id uuid primary key,
        account_id uuid not null references identity.account on delete cascade,
        "to" text not null,
        credential_version int not null,
        application text,
        requested_at timestamptz not null,
        expires_at timestamptz not null,
        opened_at timestamptz
      )`);
    this.addSql('create index password_reset_account on identity.password_reset (account_id)');
    this.addSql('create index password_reset_expiry on identity.password_reset (expires_at)');
    this.addSql(`
      create table identity.email_change (
        id uuid primary key,
        account_id uuid not null references identity.account on delete cascade,
        email text not null,
        credential_version int not null,
        requested_at timestamptz not null,
        expires_at timestamptz not null,
        confirmed_at timestamptz,
        replaced text,
        replaced_key text collate "C"
      )`);
    this.addSql('create index email_change_account on identity.email_change (account_id)');
    this.addSql(
      'create index email_change_replaced on identity.email_change (replaced_key) where replaced_key is not null',
    );
    this.addSql('create index email_change_expiry on identity.email_change (expires_at)');
    this.addSql(`
      create table identity.notice (
        id uuid primary key,
        account_id uuid not null references identity.account on delete cascade,
        "to" text not null,
        kind text not null,
        subject jsonb not null,
        at timestamptz not null,
        source text,
        device text,
        expires_at timestamptz not null,
        disavowed_at timestamptz
      )`);
    this.addSql('create index notice_account on identity.notice (account_id)');
    this.addSql('create index notice_expiry on identity.notice (expires_at)');
  }

  override down(): void {
    this.addSql('drop table identity.notice');
    this.addSql('drop table identity.email_change');
    this.addSql('drop table identity.password_reset');
    this.addSql('drop index identity.account_unverified');
    this.addSql('drop index identity.account_closed');
    this.addSql(`
      alter table identity.account
        drop constraint account_state_check,
        add constraint account_state_check check (state in ('active', 'disabled')),
        drop column role,
        drop column locale,
        drop column notifications,
        drop column password_reset_required,
        drop column recovery_email,
        drop column closed_at,
        drop column username_mailed_at,
        drop column added_at,
        drop column in_use`);
  }
}
