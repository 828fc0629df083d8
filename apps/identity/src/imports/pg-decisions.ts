import {
  addressHeldSeconds,
  emailKey,
  mostMemberships,
  type Account,
  type Invitation,
  type MemberImportFacts,
  type Membership,
  type RowDecision,
} from '@postern/identity-domain';
import type { AccountId } from '@postern/kernel';
import type { Outbox, Queryable } from '@postern/platform';
import type { InvitationMail } from '../messages/invitation-mail.js';
import type { MemberMail } from '../messages/member-mail.js';
import { auditRows, insertAudit } from '../postgres/pg-audit-record.js';
import { hasLapsed } from '../postgres/pg-invitations.js';

type Making = RowDecision & { account: Account };
type Joining = RowDecision & { membership: Membership };
type Inviting = RowDecision & { invitation: Invitation };

/** Stores what was decided on some lines: a few statements, however many lines there are. */
export class PgDecisions {
  constructor(
    private readonly outbox: Outbox,
    private readonly invitations: InvitationMail,
    private readonly welcomes: MemberMail,
  ) {}

  /** @returns the lines of which nothing was stored, because what they want was taken in the meantime. */
  async store(
    transaction: Queryable,
    about: MemberImportFacts,
    decisions: readonly RowDecision[],
    at: Date,
  ): Promise<Set<number>> {
    const overtaken = await this.addAccounts(transaction, decisions.filter(isMaking), at);
    const joining = decisions.filter(isJoining).filter(({ row }) => !overtaken.has(row));
    for (const row of await this.addMembers(transaction, joining)) overtaken.add(row);
    await this.welcome(transaction, about, joining, at);
    await this.invite(transaction, about, decisions.filter(isInviting), at);
    return overtaken;
  }

  private async addAccounts(transaction: Queryable, making: readonly Making[], at: Date): Promise<Set<number>> {
    if (making.length === 0) return new Set();
    const added = await transaction.query<{ id: AccountId }>(
      'identity.member-import.add-accounts',
      `insert into identity.account (id, username, username_key, email, email_key, email_verified_at, name, phone,
         password_hash, credential_version, state, locale, notifications, created_at)
       select id, username, "usernameKey", email, "emailKey", "emailVerifiedAt", name, phone, "passwordHash",
         "credentialVersion", state, locale, notifications, "createdAt"
       from jsonb_to_recordset($1::jsonb) as a(
         id uuid, username text, "usernameKey" text, email text, "emailKey" text, "emailVerifiedAt" timestamptz, name jsonb,
         phone text, "passwordHash" text, "credentialVersion" int, state text, locale text, notifications jsonb,
         "createdAt" timestamptz
       )
       order by "usernameKey" on conflict do nothing returning id`,
      [JSON.stringify(making.map(({ account }) => account))],
    );
    const there = new Set(added.map(({ id }) => id));
    // Whoever gave an address up at the same moment was waited for by the unique index, and so is seen now.
    const held = await transaction.query<{ id: AccountId }>(
      'identity.member-import.give-back',
      `delete from identity.account a where a.id = any($1::uuid[]) and exists (
         select from identity.email_change c
         where c.replaced_key = a.email_key and c.confirmed_at > $2::timestamptz - interval '${addressHeldSeconds} seconds'
       ) returning a.id`,
      [[...there], at],
    );
    for (const { id } of held) there.delete(id);
    await record(
      transaction,
      making.flatMap(({ account }) => (there.has(account.id) ? account.pullEvents() : [])),
    );
    return new Set(making.filter(({ account }) => !there.has(account.id)).map(({ row }) => row));
  }

  private async addMembers(transaction: Queryable, joining: readonly Joining[]): Promise<number[]> {
    if (joining.length === 0) return [];
    const added = await transaction.query<{ accountId: AccountId }>(
      'identity.member-import.add-members',
      `insert into identity.membership (organization_id, account_id, role, joined_at)
       select "organizationId", "accountId", role, "joinedAt"
       from jsonb_to_recordset($1::jsonb) as m(
         "organizationId" uuid, "accountId" uuid, role text, "joinedAt" timestamptz
       ) where (select count(*) from identity.membership f where f.account_id = "accountId") < ${mostMemberships}
       order by "accountId" on conflict do nothing returning account_id as "accountId"`,
      [JSON.stringify(joining.map(({ membership }) => membership.facts))],
    );
    const there = new Set(added.map(({ accountId }) => accountId));
    const isThere = ({ membership }: Joining) => there.has(membership.facts.accountId);
    await record(
      transaction,
      joining.filter(isThere).flatMap(({ membership }) => membership.pullEvents()),
    );
    return joining.filter((each) => !isThere(each)).map(({ row }) => row);
  }

  private async welcome(
    transaction: Queryable,
    { organizationId, actorName: addedBy }: MemberImportFacts,
    joined: readonly RowDecision[],
    at: Date,
  ): Promise<void> {
    const accounts = joined.flatMap(({ account, hasNoPassword }) => (account && hasNoPassword ? [account] : []));
    if (accounts.length === 0) return;
    const [found] = await transaction.query<{ name: string }>(
      'identity.member-import.organization',
      'select name from identity.organization where id = $1',
      [organizationId],
    );
    const organization = found?.name ?? '';
    await this.outbox.addIn(transaction, this.welcomes.messagesFor(accounts, { organization, addedBy, at }));
  }

  /** Who has an invitation already that is worth something is not written to again. */
  private async invite(
    transaction: Queryable,
    about: MemberImportFacts,
    inviting: readonly Inviting[],
    at: Date,
  ): Promise<void> {
    if (inviting.length === 0) return;
    const { organizationId } = about;
    const rows = inviting.map(({ invitation: { facts } }) => ({ ...facts, emailKey: emailKey(facts.email) }));
    await transaction.query(
      'identity.member-import.retire-invitations',
      `update identity.invitation i set revoked_at = $3
       where organization_id = $1 and email_key = any($2::text[]) and accepted_at is null and revoked_at is null
         and (expires_at <= $3 or ${hasLapsed})`,
      [organizationId, rows.map(({ emailKey: key }) => key), at],
    );
    const sent = await transaction.query<{ id: string; organization: string }>(
      'identity.member-import.invite',
      `with sent as (
         insert into identity.invitation (id, organization_id, email, email_key, role, invited_by, inviter, created_at,
           expires_at)
         select id, "organizationId", email, "emailKey", role, "invitedBy", inviter, "createdAt", "expiresAt"
         from jsonb_to_recordset($1::jsonb) as i(
           id uuid, "organizationId" uuid, email text, "emailKey" text, role text, "invitedBy" text, inviter uuid,
           "createdAt" timestamptz, "expiresAt" timestamptz
         )
         order by "emailKey" on conflict do nothing returning id, organization_id
       ) select s.id, o.name as organization from sent s join identity.organization o on o.id = s.organization_id`,
      [JSON.stringify(rows)],
    );
    const names = new Map(sent.map(({ id, organization }) => [id, organization]));
    const fresh = inviting.filter(({ invitation }) => names.has(invitation.facts.id));
    await record(
      transaction,
      fresh.flatMap(({ invitation }) => invitation.pullEvents()),
    );
    await this.outbox.addIn(
      transaction,
      fresh.map(({ invitation: { facts } }) =>
        this.invitations.messageFor(facts, names.get(facts.id) ?? '', about.locale),
      ),
    );
  }
}

const isMaking = (decision: RowDecision): decision is Making => decision.account !== undefined;
const isJoining = (decision: RowDecision): decision is Joining => decision.membership !== undefined;
const isInviting = (decision: RowDecision): decision is Inviting => decision.invitation !== undefined;

async function record(transaction: Queryable, entries: Parameters<typeof auditRows>[0]): Promise<void> {
  if (entries.length > 0) await transaction.query('identity.audit.append', insertAudit('$1'), [auditRows(entries)]);
}
