import {
  AccountSessions,
  type Aal,
  type AuditEntry,
  type FoundSession,
  type SessionId,
} from '@postern/identity-domain';
import type { AccountId } from '@postern/kernel';
import { deleteInBatches, type Queryable } from '@postern/platform';
import { auditRows } from './pg-audit-record.js';
import { foundSession, selectSessions, type SessionRow } from './pg-sessions.js';
import { tellOfEnd } from './told-of-sessions.js';

export class PgAccountSessions extends AccountSessions {
  constructor(private readonly database: Queryable) {
    super();
  }

  async of(accountId: AccountId): Promise<FoundSession[]> {
    const rows = await this.database.query<SessionRow>(
      'identity.session.of-account',
      `${selectSessions} where s.account_id = $1 and s.ended_at is null order by s.last_used_at desc, s.id`,
      [accountId],
    );
    return rows.map(foundSession);
  }

  async end(accountId: AccountId, except: SessionId | null, entry: AuditEntry): Promise<number> {
    const rows = await this.database.query<{ count: number }>(
      'identity.session.end-of-account',
      `with ended as (
         update identity.session set ended_at = $3
         where account_id = $1 and ended_at is null and id is distinct from $2::uuid
         returning id, account_id, flow_id, application
       ), told as (${tellOfEnd('$3')}), recorded as (
         insert into identity.audit (kind, account_id, actor, at, source, device, application, flow_id, details,
           organization_id)
         select kind, "accountId", actor, at, source, device, ended.application, ended.flow_id, nullif(details, 'null'),
           "organizationId"
         from ended, jsonb_to_recordset($4::jsonb) as entry(
           kind text, "accountId" uuid, actor uuid, at timestamptz, source text, device text, details jsonb,
           "organizationId" uuid
         )
       )
       select count(*)::int as count from ended`,
      [accountId, except, entry.at, auditRows([entry])],
    );
    return rows[0]?.count ?? 0;
  }

  async raiseHighestAal(accountId: AccountId, aal: Aal): Promise<void> {
    await this.database.query(
      'identity.session.raise-highest-aal',
      'update identity.session set highest_aal = $2 where account_id = $1 and ended_at is null and highest_aal < $2',
      [accountId, aal],
    );
  }

  clear(before: Date): Promise<number> {
    return deleteInBatches(
      this.database,
      'identity.session.clear',
      'identity.session',
      '(expires_at < $1 or ended_at < $1)',
      [before],
    );
  }
}
