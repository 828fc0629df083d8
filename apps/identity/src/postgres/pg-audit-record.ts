import { AuditRecord, type AuditEntry } from '@postern/identity-domain';
import type { AccountId } from '@postern/kernel';
import type { Queryable } from '@postern/platform';

/** For a statement that records what it does: takes `auditRows(entries)` as its parameter. */
export const insertAudit = (parameter: string): string => `
  insert into identity.audit (kind, account_id, at, source, factor, application, flow_id)
  select kind, "accountId", at, source, nullif(factor, 'null'), application, "flowId"
  from jsonb_to_recordset(${parameter}::jsonb) as entry(
    kind text, "accountId" uuid, at timestamptz, source text, factor jsonb, application text, "flowId" uuid
  )`;

export const auditRows = (entries: readonly AuditEntry[]): string => JSON.stringify(entries);

export class PgAuditRecord extends AuditRecord {
  constructor(private readonly database: Queryable) {
    super();
  }

  async append(entry: AuditEntry): Promise<void> {
    await this.database.query('identity.audit.append', insertAudit('$1'), [auditRows([entry])]);
  }

  ofAccount(accountId: AccountId, limit: number): Promise<AuditEntry[]> {
    return this.database.query<AuditEntry>(
      'identity.audit.of-account',
      `select kind, account_id as "accountId", at, source, factor, application, flow_id as "flowId"
       from identity.audit where account_id = $1 order by id desc limit $2`,
      [accountId, limit],
    );
  }
}
