import { Migration } from '@mikro-orm/migrations';

/** Flows for every purpose, passkeys and recovery codes, remembered devices, and resets by the help desk. */
export class WholeLifeOfFactors20261122 extends Migration {
  override name = '20261122-whole-life-of-factors';

  override up(): void {
    this.addSql(`
      alter table mfa.flow drop constraint flow_purpose_check,
        add constraint flow_purpose_check check (purpose in ('sign-in', 'step-up', 'recovery', 'manage-factors')),
        add trusted_device_id uuid,
        add modify_requested boolean not null default false,
        add done_at timestamptz,
        add changing_email boolean not null default false,
        add recovering boolean not null default false,
        add password_confirmed_at timestamptz`);
    // Flows under way go on: what their subject did not say yet is what everybody had then.
    this.addSql(`
      update mfa.flow set subject = subject || jsonb_build_object('purpose', purpose, 'locale', 'en', 'application', null,
        'redirectTo', null, 'aal', 'aal1', 'session', null, 'stepUp', null, 'actor', null)`);
    // For ending what is under way when an account is closed or reported.
    this.addSql('create index flow_account on mfa.flow (account_id)');
    this.addSql(`
      alter table mfa.email_verification
        add purpose text not null default 'verify' check (purpose in ('verify', 'recover'))`);
    this.addSql(`
      alter table mfa.enrollment
        add factors_changed_at timestamptz,
        add credential_version int not null default 0`);
    this.addSql(`
      alter table mfa.factor drop constraint factor_kind_check,
        add constraint factor_kind_check check (kind in ('sms', 'email', 'totp', 'webauthn', 'recovery_code')),
        add passkey jsonb,
        add recovery_hashes jsonb,
        add replaces uuid`);
    // A credential belongs to one account, and is found by its id when somebody signs in with it alone.
    this.addSql(
      `create unique index factor_passkey on mfa.factor ((passkey->>'credentialId')) where passkey is not null`,
    );
    // One set of recovery codes for each account: a new one takes the place of the old one.
    this.addSql(`
      create unique index factor_recovery_codes on mfa.factor (account_id)
        where kind = 'recovery_code' and status <> 'revoked'`);
    this.addSql(`
      create table mfa.trusted_device (
        id uuid primary key,
        account_id uuid not null,
        token_hash text collate "C" not null unique,
        name text not null,
        kind text not null,
        source text not null,
        application text,
        credential_version int not null,
        flow_id uuid not null,
        remembered_at timestamptz not null,
        last_used_at timestamptz not null,
        expires_at timestamptz not null
      )`);
    // For forgetting budgets of long ago.
    this.addSql('alter table mfa.attempt_budget add created_at timestamptz not null default now()');
    this.addSql('create index trusted_device_account on mfa.trusted_device (account_id)');
    this.addSql('create index trusted_device_expires_at on mfa.trusted_device (expires_at)');
    this.addSql('create table mfa.spent_token (jti uuid primary key, expires_at timestamptz not null)');
    this.addSql('create index spent_token_expires_at on mfa.spent_token (expires_at)');
    this.addSql(`
      create table mfa.factor_reset (
        id uuid primary key,
        account_id uuid not null,
        requested_by uuid not null,
        requested_at timestamptz not null,
        takes_effect_at timestamptz not null,
        stopped_at timestamptz,
        applied_at timestamptz,
        check (stopped_at is null or applied_at is null)
      )`);
    // One at a time for each account.
    this.addSql(`
      create unique index factor_reset_waiting on mfa.factor_reset (account_id)
        where stopped_at is null and applied_at is null`);
    this.addSql(`
      create index factor_reset_due on mfa.factor_reset (takes_effect_at)
        where stopped_at is null and applied_at is null`);
  }

  override down(): void {
    for (const table of ['factor_reset', 'spent_token', 'trusted_device']) this.addSql(`drop table mfa.${table}`);
    // What the older version has no word for cannot stay; whoever relied on it enrolls again.
    this.addSql(`delete from mfa.flow where purpose <> 'sign-in'`);
    this.addSql(`delete from mfa.factor where kind in ('webauthn', 'recovery_code')`);
    this.addSql('drop index mfa.factor_passkey');
    this.addSql('drop index mfa.factor_recovery_codes');
    this.addSql(`
      alter table mfa.factor drop column passkey, drop column recovery_hashes, drop column replaces,
        drop constraint factor_kind_check,
        add constraint factor_kind_check check (kind in ('sms', 'email', 'totp'))`);
    this.addSql('alter table mfa.enrollment drop column factors_changed_at, drop column credential_version');
    this.addSql('alter table mfa.email_verification drop column purpose');
    this.addSql('alter table mfa.attempt_budget drop column created_at');
    this.addSql('drop index mfa.flow_account');
    this.addSql(`
      update mfa.flow set subject =
        subject - 'purpose' - 'locale' - 'redirectTo' - 'aal' - 'session' - 'stepUp' - 'actor'`);
    this.addSql(`
      alter table mfa.flow drop column trusted_device_id, drop column modify_requested, drop column done_at,
        drop column changing_email, drop column recovering, drop column password_confirmed_at,
        drop constraint flow_purpose_check,
        add constraint flow_purpose_check check (purpose in ('sign-in'))`);
  }
}
