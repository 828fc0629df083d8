import { Migration } from '@mikro-orm/migrations';

/** Upper and lower case are one, in every script and whatever the database's own collation. */
const keyOf = (text: string) => `lower(normalize(${text}, nfkc) collate "und-x-icu") collate "C"`;

/** What mfa keeps of a member; `a` is the account. */
const listed = `jsonb_build_object('accountId', a.id, 'username', a.username, 'email', a.email,
  'emailVerified', a.email_verified_at is not null, 'locale', a.locale, 'state', a.state,
  'accountCreatedAt', to_char(a.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`;

/** Tells mfa of the rows of `changed` (organization_id, account_id, member), 250 in a message; `member` is null for who left. */
const tell = `
  insert into identity.outbox (id, queue, name, body)
  select gen_random_uuid(), 'mfa', 'members.changed', jsonb_build_object(
    'organizationId', organization_id,
    'members', coalesce(jsonb_agg(member) filter (where member is not null), '[]'),
    'left', coalesce(jsonb_agg(account_id) filter (where member is null), '[]'),
    'revision', nextval('identity.member_revision'),
    'at', to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  from (
    select *, (row_number() over (partition by organization_id order by account_id) - 1) / 250 as batch from changed
  ) numbered
  group by organization_id, batch`;

export class OrganizationsMembersInvitations extends Migration {
  override up(): void {
    // What mfa last said of the policy lies here, so that each session can be measured by it in the read that finds it.
    this.addSql(`
      create table identity.organization (
        id uuid primary key,
        name text not null,
        created_at timestamptz not null,
        version int not null,
        mfa_required_since timestamptz,
        least_aal text not null default 'aal1' check (least_aal in ('aal1', 'aal2')),
        policy_revision bigint not null default 0
      )`);
    this.addSql(`create index organization_name on identity.organization ((${keyOf('name')}), id)`);
    // The columns after joined_at are copies from the account, kept by triggers: one organization's members can be sorted and
    // searched by the indexes of this table alone.
    this.addSql(`
      create table identity.membership (
        organization_id uuid not null references identity.organization on delete cascade,
        account_id uuid not null references identity.account on delete cascade,
        role text not null check (role in ('administrator', 'member')),
        joined_at timestamptz not null,
        state text not null,
        username_key text collate "C" not null,
        email_key text collate "C" not null,
        given_key text collate "C" not null,
        family_key text collate "C" not null,
        primary key (organization_id, account_id)
      )`);
    this.addSql('create index membership_account on identity.membership (account_id)');
    for (const key of ['username', 'email', 'given', 'family']) {
      this.addSql(`create index membership_${key} on identity.membership (organization_id, ${key}_key)`);
    }
    this.addSql(`
      create index membership_administrators on identity.membership (organization_id, username_key)
      where role = 'administrator'`);
    this.addSql(`
      create index membership_inactive on identity.membership (organization_id, username_key) where state <> 'active'`);
    this.addSql(`
      create table identity.invitation (
        id uuid primary key,
        organization_id uuid not null references identity.organization on delete cascade,
        email text not null,
        email_key text collate "C" not null,
        role text not null check (role in ('administrator', 'member')),
        invited_by text not null,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        accepted_at timestamptz,
        accepted_by uuid,
        revoked_at timestamptz
      )`);
    this.addSql('create index invitation_organization on identity.invitation (organization_id, created_at, id)');
    this.addSql(`
      create unique index invitation_open on identity.invitation (organization_id, email_key)
      where accepted_at is null and revoked_at is null`);
    this.addSql('create index invitation_expiry on identity.invitation (expires_at)');
    this.addSql('alter table identity.audit add column organization_id uuid');
    this.addSql(`
      create index audit_organization on identity.audit (organization_id, id) where organization_id is not null`);

    this.addSql('create sequence identity.member_revision');
    // The lock makes a change of the account that is under way wait, or be waited for: neither misses the other.
    this.addSql(`
      create function identity.fill_membership() returns trigger language plpgsql as $$
      begin
        select a.state, a.username_key, a.email_key, ${keyOf(`a.name ->> 'given'`)}, ${keyOf(`a.name ->> 'family'`)}
        into new.state, new.username_key, new.email_key, new.given_key, new.family_key
        from identity.account a where a.id = new.account_id for share;
        if not found then
          raise foreign_key_violation using message = 'there is no such account';
        end if;
        return new;
      end
      $$`);
    this.addSql(`
      create trigger membership_fill before insert on identity.membership
      for each row execute function identity.fill_membership()`);
    this.addSql(`
      create function identity.tell_of_joined() returns trigger language plpgsql as $$
      begin
        with changed as (
          select j.organization_id, j.account_id, ${listed} as member
          from joined j join identity.account a on a.id = j.account_id
        ) ${tell};
        return null;
      end
      $$`);
    this.addSql(`
      create trigger membership_joined after insert on identity.membership
      referencing new table as joined for each statement execute function identity.tell_of_joined()`);
    this.addSql(`
      create function identity.tell_of_left() returns trigger language plpgsql as $$
      begin
        with changed as (select organization_id, account_id, null::jsonb as member from departed) ${tell};
        return null;
      end
      $$`);
    this.addSql(`
      create trigger membership_left after delete on identity.membership
      referencing old table as departed for each statement execute function identity.tell_of_left()`);
    this.addSql(`
      create function identity.tell_of_account() returns trigger language plpgsql as $$
      begin
        update identity.membership m
        set state = n.state, username_key = n.username_key, email_key = n.email_key,
          given_key = ${keyOf(`n.name ->> 'given'`)}, family_key = ${keyOf(`n.name ->> 'family'`)}
        from new_accounts n join old_accounts o on o.id = n.id
        where m.account_id = n.id and (n.state, n.username_key, n.email_key, n.name)
          is distinct from (o.state, o.username_key, o.email_key, o.name);
        with changed as (
          select m.organization_id, m.account_id, ${listed} as member
          from new_accounts a join old_accounts o on o.id = a.id join identity.membership m on m.account_id = a.id
          where (a.username, a.email, a.email_verified_at is null, a.locale, a.state)
            is distinct from (o.username, o.email, o.email_verified_at is null, o.locale, o.state)
        ) ${tell};
        return null;
      end
      $$`);
    this.addSql(`
      create trigger account_told after update on identity.account
      referencing old table as old_accounts new table as new_accounts
      for each statement execute function identity.tell_of_account()`);
  }

  override down(): void {
    this.addSql('drop trigger account_told on identity.account');
    this.addSql('drop table identity.invitation');
    this.addSql('drop table identity.membership');
    this.addSql('drop table identity.organization');
    for (const name of ['tell_of_account', 'tell_of_left', 'tell_of_joined', 'fill_membership']) {
      this.addSql(`drop function identity.${name}()`);
    }
    this.addSql('drop sequence identity.member_revision');
    this.addSql('drop index identity.audit_organization');
    this.addSql('alter table identity.audit drop column organization_id');
  }
}
