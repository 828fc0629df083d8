import type { AccountId } from '@postern/kernel';
import type { AccountSessions } from '../session/account-sessions.js';

/** E-mail does not count as a second factor (NIST SP 800-63B-4, 3.1.3.1), and recovery codes only stand in for one. */
const strong: ReadonlySet<string> = new Set(['sms', 'totp', 'webauthn']);

/**
 * A factor was activated: sessions that were as good as the account could prove may not be any more (S11). When one is
 * removed they keep what they must show, until they are renewed: too much to ask for is safe, too little is not.
 */
export class NoteFactorChange {
  constructor(private readonly sessions: AccountSessions) {}

  async execute(accountId: AccountId, activatedKind: string): Promise<void> {
    if (strong.has(activatedKind)) await this.sessions.raiseHighestAal(accountId, 'aal2');
  }
}
