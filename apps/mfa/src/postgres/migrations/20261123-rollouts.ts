import { Migration } from '@mikro-orm/migrations';

/** The turning on of MFA in organizations: how far it is, what is on its way, and how it stands with each member. */
export class Rollouts20261123 extends Migration {
  override name = '20261123-rollouts';

  override up(): void {
    this.addSql(`
      create table mfa.rollout (
        id uuid primary key,
        organization_id uuid not null,
        organization text not null,
        state text not null check (state in ('processing', 'paused', 'cancelled', 'complete', 'complete-with-errors')),
        round int not null,
        members int not null,
        succeeded int not null,
        failed int not null,
        skipped int not null,
        asked uuid,
        "cursor" uuid,
        list_read boolean not null,
        open_chunks int not null,
        started_at timestamptz not null,
        finished_at timestamptz,
        version int not null default 1
      ) with (fillfactor = 50)`);
    this.addSql('create index rollout_organization on mfa.rollout (organization_id, started_at desc)');
    // Of any number of administrators who begin at once, one does.
    this.addSql(`
      create unique index rollout_running on mfa.rollout (organization_id) where state in ('processing', 'paused')`);
    this.addSql(`
      create table mfa.rollout_chunk (
        id uuid primary key,
        rollout_id uuid not null references mfa.rollout on delete cascade,
        round int not null,
        after uuid,
        accounts jsonb,
        status text not null check (status in ('asked', 'sent', 'done')),
        since timestamptz not null,
        asked_at timestamptz not null
      ) with (fillfactor = 70)`);
    this.addSql('create index rollout_chunk_rollout on mfa.rollout_chunk (rollout_id)');
    this.addSql(`create index rollout_chunk_open on mfa.rollout_chunk (asked_at) where status <> 'done'`);
    this.addSql(`
      create table mfa.rollout_member (
        rollout_id uuid not null references mfa.rollout on delete cascade,
        account_id uuid not null,
        state text not null check (state in ('pending', 'succeeded', 'failed', 'skipped')),
        code text,
        round int not null,
        chunk_id uuid not null,
        primary key (rollout_id, account_id)
      ) with (fillfactor = 70)`);
    this.addSql(`create index rollout_member_pending on mfa.rollout_member (chunk_id) where state = 'pending'`);
    this.addSql(
      `create index rollout_member_failed on mfa.rollout_member (rollout_id, account_id) where state = 'failed'`,
    );
  }

  override down(): void {
    for (const table of ['rollout_member', 'rollout_chunk', 'rollout']) this.addSql(`drop table mfa.${table}`);
  }
}
