import { auditEntry, ExpiredRecords } from '@postern/identity-domain';
import type { AccountId } from '@postern/kernel';
import { deleteInBatches, type Database, type Outbox } from '@postern/platform';
import { auditRows, insertAudit } from './pg-audit-record.js';

const batchSize = 200;

export class PgExpiredRecords extends ExpiredRecords {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  removeClosedAccounts(closedBefore: Date, at: Date): Promise<number> {
    return this.removeAccounts('closed', `state = 'closed' and closed_at < $1`, closedBefore, at);
  }

  async removeUnusedAccounts(addedBefore: Date, at: Date): Promise<number> {
    // Sessions and audit entries go in their time. That there were some is kept, and only looked for where it matters.
    await this.database.query(
      'identity.account.note-use',
      `update identity.account a set in_use = true
       where a.email_verified_at is null and not a.in_use and (
         exists (select from identity.session s where s.account_id = a.id)
         or exists (
           select from identity.audit e
           where e.account_id = a.id and e.kind in ('session.issued', 'factor.activated', 'email.verified')
         )
       )`,
    );
    // Whoever is a member is waited for; an account that an import made and nobody has used goes after it was taken out again.
    const unused = `email_verified_at is null and not in_use and added_at < $1 and state = 'active' and role is null
      and not exists (select from identity.membership m where m.account_id = account.id)`;
    return this.removeAccounts('unused', unused, addedBefore, at);
  }

  async removeLinks(expiredBefore: Date): Promise<number> {
    let total = 0;
    for (const table of ['password_reset', 'email_change', 'notice', 'invitation']) {
      const name = `identity.${table}.clear`;
      total += await deleteInBatches(this.database, name, `identity.${table}`, 'expires_at < $1', [expiredBefore]);
    }
    return total;
  }

  private async removeAccounts(name: string, condition: string, before: Date, at: Date): Promise<number> {
    let total = 0;
    for (;;) {
      const removed = await this.removeBatch(name, condition, before, at);
      total += removed;
      if (removed < batchSize) return total;
    }
  }

  private async removeBatch(name: string, condition: string, before: Date, at: Date): Promise<number> {
    const removed = await this.database.transaction(async (transaction) => {
      const rows = await transaction.query<{ id: AccountId }>(
        `identity.account.remove-${name}`,
        `delete from identity.account where id = any(array(
           select id from identity.account where ${condition} limit ${batchSize} for update skip locked
         )) returning id`,
        [before],
      );
      if (rows.length === 0) return 0;
      const entries = rows.map(({ id }) => auditEntry({ kind: 'account.deleted', accountId: id, at }));
      await transaction.query('identity.audit.append', insertAudit('$1'), [auditRows(entries)]);
      const deletedAt = at.toISOString();
      await this.outbox.addIn(
        transaction,
        rows.map(({ id }) => ({ queue: 'mfa', name: 'account.deleted', body: { accountId: id, at: deletedAt } })),
      );
      return rows.length;
    });
    if (removed > 0) this.outbox.wake();
    return removed;
  }
}
