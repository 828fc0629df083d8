import { Migration } from '@mikro-orm/migrations';
import { dropOutboxTablesV1, outboxTablesV1 } from '@postern/platform';

export class AccountsSessionsAudit extends Migration {
  override up(): void {
    this.addSql(`
      create table identity.account (
        id uuid primary key,
        username text not null,
        username_key text collate "C" not null,
        email text not null,
        email_key text collate "C" not null,
        email_verified_at timestamptz,
        name jsonb not null,
        phone text,
        address jsonb,
        password_hash text not null,
        credential_version int not null,
        state text not null check (state in ('active', 'disabled')),
        created_at timestamptz not null,
        version int not null default 1,
        constraint account_username_key unique (username_key),
        constraint account_email_key unique (email_key)
      )`);
    // A row outlives its session, so that the flow's token stays spent for as long as it could be shown again.
    this.addSql(`
      create table identity.session (
        id uuid primary key,
        token_hash text collate "C" not null unique,
        account_id uuid not null references identity.account on delete cascade,
        flow_id uuid not null unique,
        credential_version int not null,
        aal text not null check (aal in ('aal1', 'aal2', 'aal3')),
        amr text[] not null,
        application text,
        authenticated_at timestamptz not null,
        expires_at timestamptz not null,
        last_used_at timestamptz not null,
        ended_at timestamptz
      )`);
    // No reference to the account: the record must be able to outlive it.
    this.addSql(`
      create table identity.audit (
        id bigint generated always as identity primary key,
        kind text not null,
        account_id uuid,
        at timestamptz not null,
        source text,
        factor jsonb,
        application text,
        flow_id uuid
      )`);
    this.addSql('create index audit_account on identity.audit (account_id, id)');
    this.addSql(outboxTablesV1('identity'));
  }

  override down(): void {
    this.addSql(dropOutboxTablesV1('identity'));
    this.addSql('drop table identity.audit');
    this.addSql('drop table identity.session');
    this.addSql('drop table identity.account');
  }
}
