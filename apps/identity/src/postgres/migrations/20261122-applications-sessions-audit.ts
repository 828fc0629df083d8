import { Migration } from '@mikro-orm/migrations';

export class ApplicationsSessionsAudit extends Migration {
  override up(): void {
    this.addSql(`
      create table identity.application (
        slug text collate "C" primary key,
        settings jsonb not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        version int not null
      )`);
    this.addSql(`
      create table identity.terms_agreement (
        account_id uuid not null references identity.account on delete cascade,
        application text collate "C" not null references identity.application on delete cascade,
        version text not null,
        at timestamptz not null,
        source text,
        device text,
        primary key (account_id, application, version)
      )`);
    this.addSql('create index terms_agreement_application on identity.terms_agreement (application)');
    this.addSql(`
      alter table identity.session
        add column highest_aal text not null default 'aal2' check (highest_aal in ('aal1', 'aal2', 'aal3')),
        add column source text,
        add column device text,
        add column signed_in_at timestamptz`);
    this.addSql('update identity.session set signed_in_at = authenticated_at');
    this.addSql('alter table identity.session alter signed_in_at set not null, alter highest_aal drop default');
    this.addSql('create index session_account on identity.session (account_id) where ended_at is null');
    this.addSql('create index session_expires on identity.session (expires_at)');
    this.addSql(`
      create table identity.known_device (
        account_id uuid not null references identity.account on delete cascade,
        fingerprint text collate "C" not null,
        last_seen_at timestamptz not null,
        primary key (account_id, fingerprint)
      )`);
    this.addSql('create index known_device_seen on identity.known_device (last_seen_at)');
    this.addSql('create table identity.spent_token (id uuid primary key, expires_at timestamptz not null)');
    this.addSql('create index spent_token_expires on identity.spent_token (expires_at)');

    this.addSql(`
      alter table identity.audit
        add column actor uuid,
        add column device text,
        add column details jsonb`);
    // Against accidents: whoever may change the schema gets around it, and then the seals show it.
    this.addSql(`
      create function identity.refuse_audit_change() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and current_setting('postern.audit_retention', true) = 'on' then
          return old;
        end if;
        raise exception 'identity.audit is append-only';
      end
      $$`);
    this.addSql(`
      create trigger audit_append_only before update or delete on identity.audit
      for each row execute function identity.refuse_audit_change()`);
    this.addSql(`
      create trigger audit_no_truncate before truncate on identity.audit
      for each statement execute function identity.refuse_audit_change()`);
    // `skipped`: ids below the last one that were not there yet, and may still be committed.
    this.addSql(`
      create table identity.audit_seal (
        number bigint primary key,
        previous text not null,
        ids bigint[] not null,
        marks text[] not null,
        skipped bigint[] not null,
        sealed_at timestamptz not null,
        key_id text not null,
        digest text not null
      )`);
    this.addSql('create index audit_seal_sealed on identity.audit_seal (sealed_at)');
    this.addSql(`
      create table identity.audit_chain_end (
        name text primary key check (name in ('head', 'anchor')),
        number bigint not null,
        digest text not null,
        key_id text not null,
        mac text not null,
        last_id bigint not null
      )`);
  }

  override down(): void {
    this.addSql('drop table identity.audit_chain_end');
    this.addSql('drop table identity.audit_seal');
    this.addSql('drop trigger audit_no_truncate on identity.audit');
    this.addSql('drop trigger audit_append_only on identity.audit');
    this.addSql('drop function identity.refuse_audit_change()');
    this.addSql('alter table identity.audit drop column actor, drop column device, drop column details');
    this.addSql('drop table identity.spent_token');
    this.addSql('drop table identity.known_device');
    this.addSql('drop index identity.session_expires');
    this.addSql('drop index identity.session_account');
    this.addSql(`
      alter table identity.session
        drop column highest_aal, drop column source, drop column device, drop column signed_in_at`);
    this.addSql('drop table identity.terms_agreement');
    this.addSql('drop table identity.application');
  }
}
