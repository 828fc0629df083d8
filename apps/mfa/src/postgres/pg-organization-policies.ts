import type { OutgoingMessage } from '@postern/contracts';
import {
  OrganizationPolicies,
  OrganizationPolicy,
  type OrganizationId,
  type OrganizationPolicyChanged,
  type OrganizationPolicyState,
} from '@postern/mfa-domain';
import type { Outbox, Queryable } from '@postern/platform';
import { Table, type Json } from './table.js';

export const organizationPolicyTable = new Table<OrganizationPolicyState>('mfa.organization_policy', {
  organizationId: 'uuid',
  mfa: 'text',
  requiredFrom: 'timestamptz',
  deadline: 'timestamptz',
  maxPostponements: 'int',
  allowedKinds: 'jsonb',
  leastAal: 'text',
  rememberDeviceDays: 'int',
  requiredSince: 'timestamptz',
  everybodySince: 'timestamptz',
  cutOffSince: 'timestamptz',
  updatedAt: 'timestamptz',
  updatedBy: 'uuid',
  revision: 'bigint',
});

/** One statement each, also within a transaction that it is made with: then `wake` the outbox once that has committed. */
export class PgOrganizationPolicies extends OrganizationPolicies {
  constructor(
    private readonly database: Queryable,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  async of(organizations: readonly OrganizationId[]): Promise<OrganizationPolicy[]> {
    const rows = await this.database.query<{ state: Json<OrganizationPolicyState> }>(
      'mfa.organization-policy.of',
      `select ${organizationPolicyTable.json('p')} as state from mfa.organization_policy p
       where p.organization_id = any($1::uuid[]) order by p.organization_id`,
      [organizations],
    );
    return rows.map(({ state }) => OrganizationPolicy.restore(organizationPolicyTable.restore(state)));
  }

  async find(organization: OrganizationId): Promise<OrganizationPolicy> {
    const [found] = await this.of([organization]);
    return found ?? OrganizationPolicy.none(organization);
  }

  /** As it stays until the end of the transaction. One that has never said anything can only be kept from being saved twice. */
  async hold(organization: OrganizationId): Promise<OrganizationPolicy> {
    await this.database.query(
      'mfa.organization-policy.hold',
      'select from mfa.organization_policy where organization_id = $1 for no key update',
      [organization],
    );
    return this.find(organization);
  }

  async save(policy: OrganizationPolicy): Promise<'saved' | 'conflict'> {
    const rows = await this.database.query(
      'mfa.organization-policy.save',
      saveStatement(this.outbox.insertClause('$2')),
      [JSON.stringify([policy.state]), this.outbox.rows(policy.pullEvents().map(toldToIdentity))],
    );
    if (rows.length === 0) return 'conflict';
    this.outbox.wake();
    return 'saved';
  }
}

const saveStatement = (insertMessages: string): string => `
  with saved as (
    ${organizationPolicyTable.insertFrom('$1', '(select) as always')}
    on conflict (organization_id) do update set mfa = excluded.mfa, required_from = excluded.required_from,
      deadline = excluded.deadline, max_postponements = excluded.max_postponements,
      allowed_kinds = excluded.allowed_kinds, least_aal = excluded.least_aal,
      remember_device_days = excluded.remember_device_days, required_since = excluded.required_since,
      everybody_since = excluded.everybody_since, cut_off_since = excluded.cut_off_since,
      updated_at = excluded.updated_at, updated_by = excluded.updated_by, revision = excluded.revision
    where stored.revision = excluded.revision - 1
    returning organization_id
  ), messages as (
    ${insertMessages} where exists (select from saved)
  )
  select from saved`;

const toldToIdentity = (event: OrganizationPolicyChanged): OutgoingMessage => ({
  queue: 'identity',
  name: event.type,
  body: {
    organizationId: event.organizationId,
    mfaRequiredSince: event.requiredSince?.toISOString() ?? null,
    cutOff: event.cutOff && {
      createdFrom: event.cutOff.createdFrom.toISOString(),
      since: event.cutOff.since.toISOString(),
    },
    leastAal: event.leastAal === 'aal1' ? 'aal1' : 'aal2',
    revision: event.revision,
    actor: event.actor,
    at: event.at.toISOString(),
  },
});
