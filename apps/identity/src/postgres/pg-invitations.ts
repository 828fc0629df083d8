import {
  emailKey,
  Invitation,
  Invitations,
  invitationsPerDay,
  withinMailLimits,
  type AccountLocale,
  type InvitationFacts,
  type InvitationId,
  type Membership,
  type OpenedInvitation,
  type OrganizationId,
} from '@postern/identity-domain';
import { beforeAllIds, type Database, type Outbox, type Queryable } from '@postern/platform';
import type { InvitationMail } from '../messages/invitation-mail.js';
import { auditRows, insertAudit } from './pg-audit-record.js';
import { PgMemberships } from './pg-memberships.js';

/** Of the invitation `i`. An account that is gone by now was closed for longer than an invitation lasts. */
export const hasLapsed = `exists (
  select from identity.account a
    left join identity.membership m on m.organization_id = i.organization_id and m.account_id = a.id
  where a.id = i.inviter
    and not (a.state = 'active' and (coalesce(a.role = 'operator', false) or coalesce(m.role = 'administrator', false))))`;
const columns = `i.id, i.organization_id as "organizationId", i.email, i.role, i.invited_by as "invitedBy", i.inviter,
  i.created_at as "createdAt", i.expires_at as "expiresAt", i.accepted_at as "acceptedAt", i.accepted_by as "acceptedBy",
  coalesce(i.revoked_at, case when i.accepted_at is null and ${hasLapsed} then now() end) as "revokedAt"`;
const stillOpen = 'accepted_at is null and revoked_at is null';

/** Thrown inside a transaction to undo it. */
class Undone extends Error {
  constructor(readonly outcome: 'member-exists' | 'limit' | 'not-open') {
    super(outcome);
  }
}

export class PgInvitations extends Invitations {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly mail: InvitationMail,
  ) {
    super();
  }

  /** The lock on the organization makes its invitations come one after the other, so that they can be counted. */
  async send(invitation: Invitation, locale: AccountLocale): Promise<'sent' | 'limit' | 'gone'> {
    const outcome = await this.database.transaction(async (transaction) => {
      const { organizationId, createdAt } = invitation.facts;
      const [organization] = await transaction.query<{ name: string }>(
        'identity.invitation.lock-organization',
        'select name from identity.organization where id = $1 for no key update',
        [organizationId],
      );
      if (!organization) return 'gone';
      const earlier = await transaction.query<{ emailKey: string; createdAt: Date }>(
        'identity.invitation.earlier',
        `select email_key as "emailKey", created_at as "createdAt" from identity.invitation
         where organization_id = $1 and created_at > $2::timestamptz - interval '1 day'
         order by created_at limit ${invitationsPerDay}`,
        [organizationId, createdAt],
      );
      const toSame = earlier.filter((one) => one.emailKey === invitation.emailKey).map((one) => one.createdAt);
      if (earlier.length >= invitationsPerDay || !withinMailLimits(toSame, createdAt)) return 'limit';
      await this.insert(transaction, invitation);
      await this.outbox.addIn(transaction, [this.mail.messageFor(invitation.facts, organization.name, locale)]);
      return 'sent';
    });
    this.outbox.wake();
    return outcome;
  }

  async get(id: InvitationId): Promise<OpenedInvitation | undefined> {
    const [row] = await this.database.query<InvitationFacts & { organization: string }>(
      'identity.invitation.get',
      `select ${columns}, o.name as organization
       from identity.invitation i join identity.organization o on o.id = i.organization_id where i.id = $1`,
      [id],
    );
    if (!row) return undefined;
    const { organization, ...facts } = row;
    return { organization, invitation: Invitation.restore(facts) };
  }

  async page(organizationId: OrganizationId, after: InvitationId | null, limit: number): Promise<Invitation[]> {
    const rows = await this.database.query<InvitationFacts>(
      'identity.invitation.page',
      `select ${columns} from identity.invitation i
       where i.organization_id = $1 and (i.created_at, i.id) < (
         case when $2::uuid is null then 'infinity'
           else (select created_at from identity.invitation where id = $2 and organization_id = $1) end,
         coalesce($2, ${beforeAllIds})
       )
       order by i.created_at desc, i.id desc limit $3`,
      [organizationId, after, limit],
    );
    return rows.map((facts) => Invitation.restore(facts));
  }

  async revoke(invitation: Invitation): Promise<'revoked' | 'not-open'> {
    const { id, revokedAt } = invitation.facts;
    const rows = await this.database.query(
      'identity.invitation.revoke',
      `with revoked as (
         update identity.invitation set revoked_at = $2 where id = $1 and ${stillOpen} returning id
       ), recorded as (${insertAudit('$3')} where exists (select from revoked))
       select id from revoked`,
      [id, revokedAt, auditRows(invitation.pullEvents())],
    );
    return rows.length === 1 ? 'revoked' : 'not-open';
  }

  async accept(
    invitation: Invitation,
    membership: Membership,
  ): Promise<'accepted' | 'member-exists' | 'limit' | 'not-open'> {
    const { id, acceptedAt, acceptedBy } = invitation.facts;
    try {
      await this.database.transaction(async (transaction) => {
        const rows = await transaction.query(
          'identity.invitation.accept',
          `with accepted as (
             update identity.invitation i set accepted_at = $2, accepted_by = $3
             where id = $1 and ${stillOpen} and not ${hasLapsed} returning id
           ), recorded as (${insertAudit('$4')} where exists (select from accepted))
           select id from accepted`,
          [id, acceptedAt, acceptedBy, auditRows(invitation.pullEvents())],
        );
        if (rows.length === 0) throw new Undone('not-open');
        const outcome = await new PgMemberships(transaction).add(membership);
        if (outcome !== 'added') throw new Undone(outcome === 'gone' ? 'not-open' : outcome);
      });
    } catch (error) {
      if (error instanceof Undone) return error.outcome;
      throw error;
    }
    this.outbox.wake();
    return 'accepted';
  }

  private async insert(transaction: Queryable, invitation: Invitation): Promise<void> {
    const { id, organizationId, email, role, invitedBy, inviter, createdAt, expiresAt } = invitation.facts;
    // Two statements: the unique index holds while a statement runs.
    await transaction.query(
      'identity.invitation.replace',
      `update identity.invitation set revoked_at = $3
       where organization_id = $1 and email_key = $2 and ${stillOpen}`,
      [organizationId, emailKey(email), createdAt],
    );
    await transaction.query(
      'identity.invitation.add',
      `with added as (
         insert into identity.invitation (id, organization_id, email, email_key, role, invited_by, inviter, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ) ${insertAudit('$10')}`,
      [
        ...[id, organizationId, email, emailKey(email), role, invitedBy, inviter, createdAt, expiresAt],
        auditRows(invitation.pullEvents()),
      ],
    );
  }
}
