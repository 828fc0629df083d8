import type { AccountId, Clock } from '@postern/kernel';
import { auditEntry, type Origin } from '../audit/audit-record.js';
import type { AccountSessions } from '../session/account-sessions.js';
import type { SessionId } from '../session/assurance.js';

export interface EndSessionsInput {
  accountId: AccountId;
  /** The one from which the others are ended. */
  except: SessionId | null;
  /** Who does it, where it is not the person. */
  actor: AccountId | null;
  origin: Origin;
}

/** Signs an account out everywhere, or everywhere else. */
export class EndSessions {
  constructor(
    private readonly sessions: AccountSessions,
    private readonly clock: Clock,
  ) {}

  async execute({ accountId, except, actor, origin }: EndSessionsInput): Promise<void> {
    const at = this.clock.now();
    const entry = auditEntry({ kind: 'session.ended', accountId, actor, at, ...origin });
    await this.sessions.end(accountId, except, entry);
  }
}
