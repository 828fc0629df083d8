import { AccountNotices, auditEntry, type AccountHolder } from '@postern/identity-domain';
import { newId, secondsAfter, type Clock } from '@postern/kernel';
import type { Database, Outbox } from '@postern/platform';
import { auditRows, insertAudit } from './pg-audit-record.js';

/** Told too late, it would only confuse. */
const worthTellingSeconds = 24 * 60 * 60;

export class OutboxAccountNotices extends AccountNotices {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** At most one mail an hour to one owner, however often somebody tries: nobody's mailbox is filled through us. */
  async accountExists({ id, username, email, locale }: AccountHolder, source: string | null): Promise<void> {
    const at = this.clock.now();
    const notice = this.outbox.rows([
      {
        queue: 'notifications',
        name: 'send-message',
        body: {
          id: newId(),
          template: 'account-exists',
          channel: 'email',
          to: email,
          locale,
          data: { username },
          sealed: null,
          expiresAt: secondsAfter(at, worthTellingSeconds).toISOString(),
          accountId: id,
        },
      },
    ]);
    const kind = 'account.registration-repeated' as const;
    await this.database.query(
      'identity.notices.account-exists',
      `with told as (
         ${this.outbox.insertClause('$1')} where not exists (
           select from identity.audit
           where account_id = $3 and kind = '${kind}' and at > $4::timestamptz - interval '1 hour'
         )
       )
       ${insertAudit('$2')}`,
      [notice, auditRows([auditEntry({ kind, accountId: id, at, source })]), id, at],
    );
    this.outbox.wake();
  }
}
