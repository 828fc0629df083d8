import { AccountStates, type AuditEntry } from '@postern/identity-domain';
import { newId, type AccountId } from '@postern/kernel';
import type { Queryable } from '@postern/platform';
import { lockOperators } from './last-operator.js';
import { auditRows, insertAudit } from './pg-audit-record.js';

export class PgAccountStates extends AccountStates {
  constructor(private readonly database: Queryable) {
    super();
  }

  /**
   * The lock on all operators makes two of them who disable each other go one after the other. The word to mfa is relayed
   * within a second by whichever identity runs: the command line has no queue.
   */
  async disable(id: AccountId, entry: AuditEntry): Promise<'disabled' | 'last-operator' | 'not-found'> {
    const rows = await this.database.query<{ state: string; changed: boolean }>(
      'identity.account.disable',
      `with operators as materialized (${lockOperators}
       ), disabled as (
         update identity.account
         set state = 'disabled', credential_version = credential_version + 1, version = version + 1
         where id = $1 and state = 'active'
           and (role is distinct from 'operator' or exists (select from operators where operators.id <> $1))
         returning id, credential_version
       ), recorded as (${insertAudit('$2')} where exists (select from disabled)
       ), told as (
         insert into identity.outbox (id, queue, name, body)
         select $3, 'mfa', 'account.secured',
           jsonb_build_object('accountId', id, 'credentialVersion', credential_version, 'at', $4::text)
         from disabled
       )
       select state, exists (select from disabled) as changed from identity.account where id = $1`,
      [id, auditRows([entry]), newId(), entry.at.toISOString()],
    );
    const [account] = rows;
    if (!account) return 'not-found';
    return account.changed || account.state !== 'active' ? 'disabled' : 'last-operator';
  }

  async enable(id: AccountId, entry: AuditEntry): Promise<'enabled' | 'not-found'> {
    const rows = await this.database.query(
      'identity.account.enable',
      `with enabled as (
         update identity.account set state = 'active', version = version + 1
         where id = $1 and state = 'disabled' returning id
       ), recorded as (${insertAudit('$2')} where exists (select from enabled))
       select id from identity.account where id = $1`,
      [id, auditRows([entry])],
    );
    return rows.length === 1 ? 'enabled' : 'not-found';
  }
}
