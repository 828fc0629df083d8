import type { AccountId, Clock } from '@postern/kernel';
import type { Origin } from '../audit/audit-record.js';
import type { SessionId } from '../session/assurance.js';
import type { FoundSession, Sessions } from '../session/sessions.js';

export class EndSession {
  constructor(
    private readonly sessions: Sessions,
    private readonly clock: Clock,
  ) {}

  /**
   * Signing out twice is no mistake: what is not open stays as it is. A session of somebody else is not open to this
   * person either.
   */
  async execute(id: SessionId, accountId: AccountId, origin: Origin): Promise<'ended' | 'not-open'> {
    const found = await this.sessions.get(id);
    const now = this.clock.now();
    if (!found || !this.isOpenTo(accountId, found, now)) return 'not-open';
    found.session.end(now, origin);
    await this.sessions.end(found.session);
    return 'ended';
  }

  private isOpenTo(accountId: AccountId, { session, holder }: FoundSession, now: Date): boolean {
    return holder.accountId === accountId && session.isOpen(holder, now);
  }
}
