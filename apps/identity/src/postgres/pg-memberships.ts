import {
  Membership,
  Memberships,
  type MembershipFacts,
  type OrganizationId,
  type OrganizationRole,
  type OrganizationStanding,
} from '@postern/identity-domain';
import type { AccountId } from '@postern/kernel';
import type { Queryable } from '@postern/platform';
import { auditRows, insertAudit } from './pg-audit-record.js';

/**
 * Locks all who can run the organization, in the order in which all who do so lock them: two who step down at once go one after
 * the other, and the second one sees what the first one left.
 */
const lockAdministrators = `
  select account_id from identity.membership
  where organization_id = $1 and role = 'administrator' and state = 'active' order by account_id for update`;
/** Somebody else runs the organization, or it was never this one who did. */
const isRunWithout = `(exists (select from administrators a where a.account_id <> $2)
  or not exists (select from administrators a where a.account_id = $2))`;

/** Whether an account belongs to `mostMemberships` is counted where memberships are stored, by `identity.fill_membership`. */
export const unlessOverLimit = <Rows>(adding: Promise<Rows>): Promise<Rows | 'limit'> =>
  adding.catch((error: unknown) => {
    if ((error as { constraint?: string }).constraint === 'membership_limit') return 'limit';
    throw error;
  });

interface Change {
  changed: boolean;
  /** As far as the last administrator is concerned. */
  allowed: boolean;
}

/** One statement each, in which state and audit entries go together. What mfa hears of it is written by the tables' triggers. */
export class PgMemberships extends Memberships {
  constructor(private readonly database: Queryable) {
    super();
  }

  async add(membership: Membership): Promise<'added' | 'member-exists' | 'limit' | 'gone'> {
    const { organizationId, accountId, role, joinedAt } = membership.facts;
    const adding = this.database.query<{ there: boolean; added: boolean }>(
      'identity.membership.add',
      `with there as materialized (
         select o.id, a.id as account_id from identity.organization o, identity.account a where o.id = $1 and a.id = $2
       ), added as (
         insert into identity.membership (organization_id, account_id, role, joined_at)
         select id, account_id, $3, $4::timestamptz from there on conflict do nothing returning account_id
       ), recorded as (${insertAudit('$5')} where exists (select from added))
       select exists (select from there) as there, exists (select from added) as added`,
      [organizationId, accountId, role, joinedAt, auditRows(membership.pullEvents())],
    );
    const rows = await unlessOverLimit(adding);
    if (rows === 'limit') return rows;
    if (!rows[0]?.there) return 'gone';
    return rows[0].added ? 'added' : 'member-exists';
  }

  async get(organizationId: OrganizationId, accountId: AccountId): Promise<Membership | undefined> {
    const [facts] = await this.database.query<MembershipFacts>(
      'identity.membership.get',
      `select organization_id as "organizationId", account_id as "accountId", role, joined_at as "joinedAt"
       from identity.membership where organization_id = $1 and account_id = $2`,
      [organizationId, accountId],
    );
    return facts && Membership.restore(facts);
  }

  async standing(organizationId: OrganizationId, accountId: AccountId): Promise<OrganizationStanding | undefined> {
    const [row] = await this.database.query<{ id: OrganizationId; name: string; role: OrganizationRole | null }>(
      'identity.membership.standing',
      `select o.id, o.name, m.role
       from identity.organization o
         left join identity.membership m on m.organization_id = o.id and m.account_id = $2
       where o.id = $1`,
      [organizationId, accountId],
    );
    return row && { organization: { id: row.id, name: row.name }, role: row.role };
  }

  async save(membership: Membership): Promise<'saved' | 'last-administrator' | 'not-found'> {
    const { organizationId, accountId, role } = membership.facts;
    const [row] = await this.database.query<Change>(
      'identity.membership.save',
      `with administrators as materialized (${lockAdministrators}
       ), changed as (
         update identity.membership set role = $3
         where organization_id = $1 and account_id = $2 and ($3 = 'administrator' or ${isRunWithout}) returning account_id
       ), recorded as (${insertAudit('$4')} where exists (select from changed))
       select exists (select from changed) as changed, $3 = 'administrator' or ${isRunWithout} as allowed`,
      [organizationId, accountId, role, auditRows(membership.pullEvents())],
    );
    return row?.changed ? 'saved' : refusal(row);
  }

  async remove(membership: Membership): Promise<'removed' | 'last-administrator' | 'not-found'> {
    const { organizationId, accountId } = membership.facts;
    const [row] = await this.database.query<Change>(
      'identity.membership.remove',
      `with administrators as materialized (${lockAdministrators}
       ), changed as (
         delete from identity.membership where organization_id = $1 and account_id = $2 and ${isRunWithout}
         returning account_id
       ), recorded as (${insertAudit('$3')} where exists (select from changed))
       select exists (select from changed) as changed, ${isRunWithout} as allowed`,
      [organizationId, accountId, auditRows(membership.pullEvents())],
    );
    return row?.changed ? 'removed' : refusal(row);
  }
}

const refusal = (row: Change | undefined): 'last-administrator' | 'not-found' =>
  row?.allowed ? 'not-found' : 'last-administrator';
