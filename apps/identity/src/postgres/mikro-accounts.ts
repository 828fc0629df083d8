import { UniqueConstraintViolationException, type EntityManager, type MikroORM } from '@mikro-orm/postgresql';
import { Account, Accounts, type AccountAddition } from '@postern/identity-domain';
import type { AccountId } from '@postern/kernel';
import { AddressHeld, refuseHeldAddress } from './held-addresses.js';
import { auditRows, insertAudit } from './pg-audit-record.js';

export class MikroAccounts extends Accounts {
  constructor(private readonly orm: MikroORM) {
    super();
  }

  async add(account: Account): Promise<AccountAddition> {
    try {
      await this.store(account, (em) => refuseHeldAddress(em, account, new Date()));
      return { outcome: 'added' };
    } catch (error) {
      if (error instanceof AddressHeld) return this.heldBy(error.change.accountId);
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
    }
    // Which index complained says nothing where both names are taken, so look.
    const taken = await this.orm.em.fork().find(Account, {
      $or: [{ usernameKey: account.usernameKey }, { emailKey: account.emailKey }],
    });
    const holder = taken.find(({ emailKey }) => emailKey === account.emailKey);
    return holder && taken.every(({ usernameKey }) => usernameKey !== account.usernameKey)
      ? { outcome: 'email-taken', holder }
      : { outcome: 'username-taken' };
  }

  async get(id: AccountId): Promise<Account | undefined> {
    return (await this.orm.em.fork().findOne(Account, { id })) ?? undefined;
  }

  async save(account: Account): Promise<void> {
    await this.store(account);
  }

  private async heldBy(id: AccountId): Promise<AccountAddition> {
    return { outcome: 'email-taken', holder: await this.orm.em.fork().findOneOrFail(Account, { id }) };
  }

  private async store(account: Account, check?: (em: EntityManager) => Promise<void>): Promise<void> {
    const events = account.pullEvents();
    await this.orm.em.fork().transactional(async (em) => {
      em.persist(account);
      await em.flush();
      await check?.(em);
      if (events.length > 0) await em.execute(insertAudit('?'), [auditRows(events)]);
    });
  }
}
