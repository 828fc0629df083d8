import { Processor } from '@nestjs/bullmq';
import type { Handlers, MessageBody } from '@postern/contracts';
import type { AccountId } from '@postern/kernel';
import type { FactorId, FactorResetId, OrganizationId, SessionId, WordOfMembers } from '@postern/mfa-domain';
import { Database, Inbox, Outbox, QueueConsumer, workerSettings, type Queryable } from '@postern/platform';
import { ClearExpired } from '../postgres/clear-expired.js';
import { PgAccountLife } from '../postgres/pg-account-life.js';
import { PgMemberCopies } from '../postgres/pg-member-copies.js';
import { RolloutHandlers } from '../rollout/rollout-handlers.js';

/** What identity says of accounts, and the work that comes by the clock. */
@Processor('mfa', workerSettings)
export class MfaConsumer extends QueueConsumer<'mfa'> {
  constructor(
    private readonly database: Database,
    private readonly inbox: Inbox,
    private readonly outbox: Outbox,
    private readonly accounts: PgAccountLife,
    private readonly clearExpired: ClearExpired,
    private readonly rollouts: RolloutHandlers,
  ) {
    super('mfa');
  }

  protected readonly handlers: Handlers<'mfa'> = {
    'account.disavowed': ({ accountId, factorId, resetId, since, at, ...to }, { messageId }) =>
      this.once(messageId, (transaction) =>
        this.accounts.disavow(transaction, accountId as AccountId, {
          factorId: factorId as FactorId | null,
          resetId: resetId as FactorResetId | null,
          since: new Date(since),
          at: new Date(at),
          ...to,
        }),
      ),
    'account.secured': ({ accountId, credentialVersion, at }, { messageId }) =>
      this.once(messageId, (transaction) =>
        this.accounts.secure(transaction, accountId as AccountId, credentialVersion, new Date(at)),
      ),
    'sessions.ended': ({ accountId, sessions, at }, { messageId }) =>
      this.once(messageId, (transaction) =>
        this.accounts.endFlowsOf(transaction, accountId as AccountId, sessions as SessionId[], new Date(at)),
      ),
    'account.closed': ({ accountId, at }, { messageId }) =>
      this.once(messageId, (transaction) => this.accounts.close(transaction, accountId as AccountId, new Date(at))),
    'account.deleted': ({ accountId }, { messageId }) =>
      this.once(messageId, (transaction) => this.accounts.delete(transaction, accountId as AccountId)),
    'members.changed': (word, { messageId }) =>
      this.once(messageId, (transaction) => new PgMemberCopies(transaction).take(wordOf(word))),
    'members.listed': async (word) => {
      // By its revision the copy takes it once; by its chunk the rollout does.
      await new PgMemberCopies(this.database).take(wordOf(word));
      await this.rollouts.membersListed(word);
    },
    'messages.sent': (answer) => this.rollouts.messagesSent(answer),
    'resume-rollouts': () => this.rollouts.clockStruck(),
    'send-reminders': async () => undefined,
    'clear-expired': () => this.clearExpired.execute(),
  };

  private async once(messageId: string, act: (transaction: Queryable) => Promise<void>): Promise<void> {
    await this.database.transaction(async (transaction) => {
      if (await this.inbox.isFirst(transaction, messageId)) await act(transaction);
    });
    this.outbox.wake();
  }
}

type Told = Pick<MessageBody<'mfa', 'members.changed'>, 'organizationId' | 'members' | 'left' | 'revision'>;

/** What identity says of members, in the words of this service. */
export const wordOf = ({ organizationId, members, left, revision }: Told): WordOfMembers => ({
  organizationId: organizationId as OrganizationId,
  members: members.map((member) => ({
    ...member,
    accountId: member.accountId as AccountId,
    accountCreatedAt: new Date(member.accountCreatedAt),
  })),
  left: left as AccountId[],
  revision,
});
