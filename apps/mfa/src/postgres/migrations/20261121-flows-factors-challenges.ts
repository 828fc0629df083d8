import { Migration } from '@mikro-orm/migrations';
import { dropOutboxTablesV1, outboxTablesV1 } from '@postern/platform';

export class FlowsFactorsChallenges20261121 extends Migration {
  override name = '20261121-flows-factors-challenges';

  override up(): void {
    this.addSql(`
      create table mfa.flow (
        id uuid primary key,
        token_hash text collate "C" not null unique,
        subject_token_id uuid not null unique,
        account_id uuid not null,
        purpose text not null check (purpose in ('sign-in')),
        subject jsonb not null,
        started_at timestamptz not null,
        expires_at timestamptz not null,
        started_enrolled boolean not null,
        choice text check (choice in ('enroll', 'not-now')),
        verification_id uuid,
        pending_factor_id uuid,
        challenge_id uuid,
        proof jsonb,
        abandoned_at timestamptz,
        version int not null default 0
      )`);
    // For clearing away what is long over; its challenges and verifications go with it.
    this.addSql('create index flow_expires_at on mfa.flow (expires_at)');
    this.addSql(`
      create table mfa.challenge (
        id uuid primary key,
        flow_id uuid not null references mfa.flow on delete cascade,
        account_id uuid not null,
        factor_id uuid not null,
        kind text not null,
        purpose text not null check (purpose in ('activation', 'sign-in')),
        key_id text not null,
        status text not null check (status in ('issued', 'approved')),
        issued_at timestamptz not null,
        expires_at timestamptz not null,
        sends int not null,
        last_sent_at timestamptz
      )`);
    this.addSql('create index challenge_flow on mfa.challenge (flow_id)');
    this.addSql(`
      create table mfa.email_verification (
        id uuid primary key,
        flow_id uuid not null references mfa.flow on delete cascade,
        account_id uuid not null,
        address text not null,
        key_id text not null,
        requested_at timestamptz not null,
        expires_at timestamptz not null,
        verified_at timestamptz,
        sends int not null,
        last_sent_at timestamptz
      )`);
    this.addSql('create index email_verification_flow on mfa.email_verification (flow_id)');
    this.addSql(`
      create table mfa.enrollment (
        account_id uuid primary key,
        verified_address text,
        verified_at timestamptz,
        postponements int not null default 0,
        enrolled_at timestamptz,
        version int not null default 0
      )`);
    this.addSql(`
      create table mfa.factor (
        id uuid primary key,
        account_id uuid not null,
        kind text not null check (kind in ('sms', 'email', 'totp')),
        status text not null check (status in ('pending', 'active', 'disabled', 'revoked')),
        label text not null,
        destination text,
        seed text,
        created_at timestamptz not null,
        activated_at timestamptz,
        last_used_at timestamptz,
        last_accepted_step bigint,
        consecutive_failures int not null default 0
      )`);
    this.addSql('create index factor_account on mfa.factor (account_id)');
    this.addSql(`create index factor_unproven on mfa.factor (created_at) where status in ('pending', 'revoked')`);
    this.addSql(`
      create table mfa.attempt_budget (
        account_id uuid not null,
        source text collate "C" not null,
        subject text collate "C" not null,
        used int not null,
        locks int not null,
        locked_until timestamptz,
        primary key (account_id, source, subject)
      )`);
    this.addSql(`
      create table mfa.sending_count (
        cap text collate "C" not null,
        key text collate "C" not null,
        window_ends_at timestamptz not null,
        used int not null,
        primary key (cap, key)
      )`);
    this.addSql(outboxTablesV1('mfa'));
  }

  override down(): void {
    this.addSql(dropOutboxTablesV1('mfa'));
    for (const table of [
      'sending_count',
      'attempt_budget',
      'factor',
      'enrollment',
      'email_verification',
      'challenge',
      'flow',
    ]) {
      this.addSql(`drop table mfa.${table}`);
    }
  }
}
