import { Processor } from '@nestjs/bullmq';
import type { Handlers } from '@postern/contracts';
import type { AccountId } from '@postern/kernel';
import type { FactorId, FactorResetId, SessionId } from '@postern/mfa-domain';
import { QueueConsumer, workerSettings } from '@postern/platform';
import { ClearExpired } from '../postgres/clear-expired.js';
import { PgAccountLife } from '../postgres/pg-account-life.js';
import { RolloutHandlers } from '../rollout/rollout-handlers.js';
import { MemberHandlers } from './member-handlers.js';
import { Once } from './once.js';

/** What identity says of accounts, and the work that comes by the clock. */
@Processor('mfa', workerSettings)
export class MfaConsumer extends QueueConsumer<'mfa'> {
  constructor(
    private readonly once: Once,
    private readonly accounts: PgAccountLife,
    private readonly clearExpired: ClearExpired,
    private readonly members: MemberHandlers,
    private readonly rollouts: RolloutHandlers,
  ) {
    super('mfa');
  }

  protected readonly handlers: Handlers<'mfa'> = {
    'account.disavowed': ({ accountId, factorId, resetId, since, at, ...to }, { messageId }) =>
      this.once.act(messageId, (transaction) =>
        this.accounts.disavow(transaction, accountId as AccountId, {
          factorId: factorId as FactorId | null,
          resetId: resetId as FactorResetId | null,
          since: new Date(since),
          at: new Date(at),
          ...to,
        }),
      ),
    'account.secured': ({ accountId, credentialVersion, at }, { messageId }) =>
      this.once.act(messageId, (transaction) =>
        this.accounts.secure(transaction, accountId as AccountId, credentialVersion, new Date(at)),
      ),
    'sessions.ended': ({ accountId, sessions, at }, { messageId }) =>
      this.once.act(messageId, (transaction) =>
        this.accounts.endFlowsOf(transaction, accountId as AccountId, sessions as SessionId[], new Date(at)),
      ),
    'account.closed': ({ accountId, at }, { messageId }) =>
      this.once.act(messageId, (transaction) => this.accounts.close(transaction, accountId as AccountId, new Date(at))),
    'account.deleted': ({ accountId }, { messageId }) =>
      this.once.act(messageId, (transaction) => this.accounts.delete(transaction, accountId as AccountId)),
    'members.changed': (word, context) => this.members.changed(word, context),
    'members.listed': async (word) => {
      // By its revision the copy takes it once; by its chunk the rollout does.
      await this.members.listed(word);
      await this.rollouts.membersListed(word);
    },
    'messages.sent': (answer) => this.rollouts.messagesSent(answer),
    'resume-rollouts': () => this.rollouts.clockStruck(),
    'send-reminders': (page, context) => this.members.remind(page, context),
    'clear-expired': () => this.clearExpired.execute(),
  };
}
