import type { AccountId } from '@postern/kernel';
import type { Origin } from '../audit/audit-record.js';
import type { AccountSessions } from '../session/account-sessions.js';
import type { Sessions } from '../session/sessions.js';

export interface Recovery {
  accountId: AccountId;
  /** The flow in which the account was recovered; its own session stays. Null: it was the help desk. */
  flowId: string | null;
  at: Date;
  origin: Origin;
}

/** All factors were lost and are gone: whoever has the lost phone may have a session on it too (S14). */
export class EndEarlierSessions {
  constructor(
    private readonly ofAccount: AccountSessions,
    private readonly sessions: Sessions,
  ) {}

  /** May be done twice: a session ends once. */
  async execute({ accountId, flowId, at, origin }: Recovery): Promise<void> {
    for (const { session } of await this.ofAccount.of(accountId)) {
      if (session.facts.flowId === flowId || session.facts.authenticatedAt >= at) continue;
      session.end(at, origin);
      await this.sessions.end(session);
    }
  }
}
