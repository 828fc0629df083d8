import { AuditRecord, type Activity, type AuditEntry, type AuditKind } from '@postern/identity-domain';
import type { AccountId } from '@postern/kernel';
import type { Queryable } from '@postern/platform';

/** For a statement that records what it does: takes `auditRows(entries)` as its parameter. */
export const insertAudit = (parameter: string): string => `
  insert into identity.audit (kind, account_id, actor, at, source, device, factor, application, flow_id, details)
  select kind, "accountId", actor, at, source, device, nullif(factor, 'null'), application, "flowId",
    nullif(details, 'null')
  from jsonb_to_recordset(${parameter}::jsonb) as entry(
    kind text, "accountId" uuid, actor uuid, at timestamptz, source text, device text, factor jsonb, application text,
    "flowId" uuid, details jsonb
  )`;

export const auditRows = (entries: readonly AuditEntry[]): string => JSON.stringify(entries);

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
      `select id::text, kind, account_id as "accountId", actor, at, source, device, factor, application,
         flow_id as "flowId", details
       from identity.audit
       where account_id = $1 and ($3::bigint is null or id < $3) and ($4::text[] is null or kind = any($4))
       order by identity.audit.id desc limit $2`,
      [accountId, limit, before ?? null, kinds ?? null],
    );
  }
}
