import {
  AuditRecord,
  type Activity,
  type AuditEntry,
  type AuditKind,
  type OrganizationActivity,
} from '@postern/identity-domain';
import type { AccountId } from '@postern/kernel';
import { afterAllNumbers, type Queryable } from '@postern/platform';

/** For a statement that records what it does: takes `auditRows(entries)` as its parameter. */
export const insertAudit = (parameter: string): string => `
  insert into identity.audit (kind, account_id, actor, at, source, device, factor, application, flow_id, details,
    organization_id)
  select kind, "accountId", actor, at, source, device, nullif(factor, 'null'), application, "flowId",
    nullif(details, 'null'), "organizationId"
  from jsonb_to_recordset(${parameter}::jsonb) as entry(
    kind text, "accountId" uuid, actor uuid, at timestamptz, source text, device text, factor jsonb, application text,
    "flowId" uuid, details jsonb, "organizationId" uuid
  )`;

export const auditRows = (entries: readonly AuditEntry[]): string => JSON.stringify(entries);

const columns = `e.id::text, e.kind, e.account_id as "accountId", e.actor, e.at, e.source, e.device, e.factor, e.application,
  e.flow_id as "flowId", e.details, e.organization_id as "organizationId"`;

export class PgAuditRecord extends AuditRecord {
  constructor(private readonly database: Queryable) {
    super();
  }

  async append(entry: AuditEntry): Promise<void> {
    await this.database.query('identity.audit.append', insertAudit('$1'), [auditRows([entry])]);
  }

  ofAccount(accountId: AccountId, limit: number, before?: string, kinds?: readonly AuditKind[]): Promise<Activity[]> {
    return this.database.query<Activity>(
      'identity.audit.of-account',
      `select ${columns} from identity.audit e
       where e.account_id = $1 and e.id < coalesce($3, ${afterAllNumbers}) and ($4::text[] is null or e.kind = any($4))
       order by e.id desc limit $2`,
      [accountId, limit, before ?? null, kinds ?? null],
    );
  }

  ofOrganization(organizationId: string, limit: number, before?: string): Promise<OrganizationActivity[]> {
    return this.database.query<OrganizationActivity>(
      'identity.audit.of-organization',
      `select ${columns}, a.username as "accountName", b.username as "actorName"
       from identity.audit e
         left join identity.account a on a.id = e.account_id left join identity.account b on b.id = e.actor
       where e.organization_id = $1 and e.id < coalesce($3, ${afterAllNumbers}) order by e.id desc limit $2`,
      [organizationId, limit, before ?? null],
    );
  }
}
