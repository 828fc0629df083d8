import {
  Organization,
  Organizations,
  type AuditEntry,
  type Membership,
  type OrganizationFacts,
  type OrganizationId,
  type OrganizationRole,
  type OrganizationSummary,
  type SessionRequirement,
} from '@postern/identity-domain';
import type { AccountId } from '@postern/kernel';
import type { Queryable } from '@postern/platform';
import { keyOf } from './member-keys.js';
import { auditRows, insertAudit } from './pg-audit-record.js';
import { unlessOverLimit } from './pg-memberships.js';

const summary = `o.id, o.name, o.created_at as "createdAt",
  (select count(*)::int from identity.membership c where c.organization_id = o.id) as members`;

/** One statement each, in which state and audit entries go together. */
export class PgOrganizations extends Organizations {
  constructor(private readonly database: Queryable) {
    super();
  }

  async add(organization: Organization, first: Membership | null): Promise<'added' | 'account-gone' | 'limit'> {
    const { id, name, createdAt, version } = organization.facts;
    const entries = [...organization.pullEvents(), ...(first?.pullEvents() ?? [])];
    const adding = this.database.query(
      'identity.organization.add',
      `with added as (
         insert into identity.organization (id, name, created_at, version)
         select $1::uuid, $2::text, $3::timestamptz, $4::int
         where $5::uuid is null or exists (select from identity.account a where a.id = $5) returning id
       ), joined as (
         insert into identity.membership (organization_id, account_id, role, joined_at)
         select id, $5, $6, $7 from added where $5 is not null
       ), recorded as (${insertAudit('$8')} where exists (select from added))
       select id from added`,
      [
        ...[id, name, createdAt, version],
        ...[first?.facts.accountId ?? null, first?.facts.role ?? null, first?.facts.joinedAt ?? null],
        auditRows(entries),
      ],
    );
    const rows = await unlessOverLimit(adding);
    if (rows === 'limit') return rows;
    return rows.length === 1 ? 'added' : 'account-gone';
  }

  async get(id: OrganizationId): Promise<{ organization: Organization; members: number } | undefined> {
    const [row] = await this.database.query<OrganizationFacts & { members: number }>(
      'identity.organization.get',
      `select ${summary}, o.version from identity.organization o where o.id = $1`,
      [id],
    );
    if (!row) return undefined;
    const { members, ...facts } = row;
    return { organization: Organization.restore(facts), members };
  }

  async save(organization: Organization): Promise<'saved' | 'overtaken'> {
    const { id, name, version } = organization.facts;
    const rows = await this.database.query(
      'identity.organization.save',
      `with saved as (
         update identity.organization set name = $2, version = version + 1 where id = $1 and version = $3 returning id
       ), recorded as (${insertAudit('$4')} where exists (select from saved))
       select id from saved`,
      [id, name, version, auditRows(organization.pullEvents())],
    );
    return rows.length === 1 ? 'saved' : 'overtaken';
  }

  page(query: string, after: OrganizationId | null, limit: number): Promise<OrganizationSummary[]> {
    // Every text begins with the empty one.
    return this.database.query<OrganizationSummary>(
      'identity.organization.page',
      `select ${summary} from identity.organization o
       where ${keyOf('o.name')} >= ${keyOf('$1::text')} and ${keyOf('o.name')} < ${keyOf('$1::text')} || chr(1114111)
         and ($2::uuid is null or (${keyOf('o.name')}, o.id) > (
           select ${keyOf('name')}, id from identity.organization where id = $2
         ))
       order by ${keyOf('o.name')}, o.id limit $3`,
      [query, after, limit],
    );
  }

  of(accountId: AccountId): Promise<(OrganizationSummary & { role: OrganizationRole })[]> {
    return this.database.query<OrganizationSummary & { role: OrganizationRole }>(
      'identity.organization.of-account',
      `select ${summary}, m.role from identity.membership m join identity.organization o on o.id = m.organization_id
       where m.account_id = $1 order by ${keyOf('o.name')}, o.id`,
      [accountId],
    );
  }

  async require(id: OrganizationId, requirement: SessionRequirement, entry: AuditEntry): Promise<void> {
    const { mfaRequiredSince, cutOff, leastAal, revision } = requirement;
    await this.database.query(
      'identity.organization.require',
      `with required as (
         update identity.organization set mfa_required_since = $2, least_aal = $3, policy_revision = $4, cut_off = $6, cut_off_since = $7
         where id = $1 and policy_revision < $4 returning id
       )
       ${insertAudit('$5')} where exists (select from required)`,
      [
        id,
        mfaRequiredSince,
        leastAal,
        revision,
        auditRows([entry]),
        cutOff?.createdFrom ?? null,
        cutOff?.since ?? null,
      ],
    );
  }
}
