import { Migration } from '@mikro-orm/migrations';

/** What organizations ask of their members, a copy of who these are, and when they were reminded. */
export class OrganizationPolicies20261123 extends Migration {
  override name = '20261123-organization-policies';

  override up(): void {
    this.addSql(`
      create table mfa.organization_policy (
        organization_id uuid primary key,
        mfa text check (mfa in ('offered', 'required')),
        required_from timestamptz,
        deadline timestamptz,
        max_postponements int,
        allowed_kinds jsonb,
        least_aal text check (least_aal in ('aal1', 'aal2')),
        remember_device_days int,
        required_since timestamptz,
        updated_at timestamptz not null,
        updated_by uuid not null,
        revision bigint not null
      )`);
    // Whoever has left stays as "left", without what is personal: an older word must not bring them back.
    this.addSql(`
      create table mfa.member (
        organization_id uuid not null,
        account_id uuid not null,
        username text collate "C" not null,
        email text not null,
        email_verified boolean not null,
        locale text not null,
        state text not null check (state in ('active', 'disabled', 'closed', 'left')),
        account_created_at timestamptz not null,
        revision bigint not null,
        heard_at timestamptz not null default now(),
        primary key (organization_id, account_id)
      )`);
    this.addSql('create index member_account on mfa.member (account_id)');
    this.addSql(`
      create index member_username on mfa.member (organization_id, username, account_id) where state <> 'left'`);
    this.addSql(`create index member_left on mfa.member (heard_at) where state = 'left'`);
    this.addSql(`
      create table mfa.reminder (
        organization_id uuid primary key,
        id uuid not null,
        members int not null,
        started_at timestamptz not null,
        started_by uuid not null
      )`);
  }

  override down(): void {
    for (const table of ['reminder', 'member', 'organization_policy']) this.addSql(`drop table mfa.${table}`);
  }
}
