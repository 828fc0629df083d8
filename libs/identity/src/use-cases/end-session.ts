import type { Clock } from '@postern/kernel';
import type { SessionTokens } from '../session/session-tokens.js';
import type { Sessions } from '../session/sessions.js';

export class EndSession {
  constructor(
    private readonly sessions: Sessions,
    private readonly tokens: SessionTokens,
    private readonly clock: Clock,
  ) {}

  /** Signing out twice is no mistake: what is not open stays as it is. */
  async execute(token: string, source: string | null): Promise<'ended' | 'not-open'> {
    const found = await this.sessions.find(this.tokens.hash(token));
    const now = this.clock.now();
    if (!found?.session.isOpen(found.holder, now)) return 'not-open';
    found.session.end(now, source);
    await this.sessions.end(found.session);
    return 'ended';
  }
}
