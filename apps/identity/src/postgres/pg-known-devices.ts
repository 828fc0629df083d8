import { KnownDevices, type AuditEntry, type Origin } from '@postern/identity-domain';
import type { AccountId } from '@postern/kernel';
import { deleteInBatches, type Queryable } from '@postern/platform';
import { auditRows, insertAudit } from './pg-audit-record.js';

export const fingerprint = ({ device, source }: Origin): string => `${device ?? ''}\n${source ?? ''}`;

export class PgKnownDevices extends KnownDevices {
  constructor(private readonly database: Queryable) {
    super();
  }

  async remember(accountId: AccountId, origin: Origin, at: Date, entry: AuditEntry | null): Promise<void> {
    await this.database.query(
      'identity.known-device.remember',
      `with remembered as (
         insert into identity.known_device (account_id, fingerprint, last_seen_at)
         select id, $2, $3 from identity.account where id = $1
         on conflict do nothing returning account_id
       )
       ${insertAudit('$4')} where exists (select from remembered)`,
      [accountId, fingerprint(origin), at, auditRows(entry ? [entry] : [])],
    );
  }

  clear(before: Date): Promise<number> {
    return deleteInBatches(this.database, 'identity.known-device.clear', 'identity.known_device', 'last_seen_at < $1', [
      before,
    ]);
  }
}
