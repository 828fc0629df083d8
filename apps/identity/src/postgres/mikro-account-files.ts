import { LockMode, UniqueConstraintViolationException, type EntityManager, type MikroORM } from '@mikro-orm/postgresql';
import {
  Account,
  AccountFile,
  AccountFiles,
  EmailChange,
  Notice,
  PasswordReset,
  type Dispatch,
  type Indispensable,
  type AccountLinkPurpose,
} from '@postern/identity-domain';
import type { AccountId, Clock } from '@postern/kernel';
import type { Inbox, Outbox } from '@postern/platform';
import type { AccountMail } from '../messages/account-mail.js';
import { AddressHeld, refuseHeldAddress } from './held-addresses.js';
import { auditRows, insertAudit } from './pg-audit-record.js';
import { PgSessions } from './pg-sessions.js';
import { isLastAdministrator } from './last-administrator.js';
import { isLastOperator } from './last-operator.js';
import { within } from './within.js';

interface Link {
  id: string;
  accountId: AccountId;
}

const entities = { 'password-reset': PasswordReset, 'email-change': EmailChange, notice: Notice };

/** The account's row is locked for as long as somebody decides: all that is about one account comes one after the other. */
export class MikroAccountFiles extends AccountFiles {
  constructor(
    private readonly orm: MikroORM,
    private readonly inbox: Inbox,
    private readonly outbox: Outbox,
    private readonly mail: AccountMail,
    private readonly clock: Clock,
  ) {
    super();
  }

  change<Result>(id: AccountId, decide: (file: AccountFile) => Result, once?: string): Promise<Result | undefined> {
    return this.transact<Result | undefined>(id, async (em, file) => {
      const isFirst = once === undefined || (await this.inbox.isFirst(within(em), once));
      return isFirst ? this.decided(em, file, decide) : undefined;
    });
  }

  async changeEmail<Result>(id: AccountId, decide: (file: AccountFile) => Result) {
    try {
      return await this.transact<Result>(id, async (em, file) => {
        const result = await this.decided(em, file, decide);
        await refuseHeldAddress(em, file.account, this.clock.now());
        return result;
      });
    } catch (error) {
      if (error instanceof UniqueConstraintViolationException || error instanceof AddressHeld) return 'email-taken';
      throw error;
    }
  }

  async retire<Result>(id: AccountId, decide: (file: AccountFile) => Result) {
    return this.transact<Result, Indispensable>(
      id,
      (em, file) => this.decided(em, file, decide),
      async (em) => {
        if (await isLastOperator(em, id)) return 'last-operator';
        return (await isLastAdministrator(em, id)) ? 'last-administrator' : undefined;
      },
    );
  }

  async holderOf(purpose: AccountLinkPurpose, id: string): Promise<AccountId | undefined> {
    const found = await this.orm.em.fork().findOne<Link>(entities[purpose] as never, { id });
    return found?.accountId;
  }

  private async decided<Result>(
    em: EntityManager,
    file: AccountFile,
    decide: (file: AccountFile) => Result,
  ): Promise<Result> {
    const result = decide(file);
    await this.store(em, file);
    return result;
  }

  /** `refusal`: why it is not to be; asked before the account is locked. */
  private async transact<Result, Refusal extends string = never>(
    id: AccountId,
    work: (em: EntityManager, file: AccountFile) => Promise<Result>,
    refusal?: (em: EntityManager) => Promise<Refusal | undefined>,
  ): Promise<Result | Refusal | undefined> {
    const result = await this.orm.em.fork().transactional(async (em) => {
      const refused = await refusal?.(em);
      if (refused) return refused;
      const account = await em.findOne(Account, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      return account ? work(em, await this.open(em, account)) : undefined;
    });
    this.outbox.wake();
    return result;
  }

  private async open(em: EntityManager, account: Account): Promise<AccountFile> {
    const { id: accountId } = account;
    const resets = await em.find(PasswordReset, { accountId }, { orderBy: { requestedAt: 'asc' } });
    const changes = await em.find(EmailChange, { accountId }, { orderBy: { requestedAt: 'asc' } });
    const notices = await em.find(Notice, { accountId }, { orderBy: { at: 'asc' } });
    return new AccountFile(account, resets, changes, notices);
  }

  private async store(em: EntityManager, file: AccountFile): Promise<void> {
    em.persist([...file.resets, ...file.emailChanges, ...file.notices]);
    await em.flush();
    const { entries, dispatches } = file.pull();
    if (entries.length > 0) await em.execute(insertAudit('?'), [auditRows(entries)]);
    const now = this.clock.now();
    const messages = dispatches.filter(isMessage).map((one) => this.mail.messageFor(one, file.account, now));
    await this.outbox.addWithin(em, messages);
    for (const dispatch of dispatches) {
      if (dispatch.type === 'session') await new PgSessions(within(em)).add(dispatch.session);
    }
  }
}

const isMessage = (dispatch: Dispatch): dispatch is Exclude<Dispatch, { type: 'session' }> =>
  dispatch.type !== 'session';
