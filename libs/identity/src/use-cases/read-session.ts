import type { Clock } from '@postern/kernel';
import type { Aal } from '../session/assurance-level.js';
import type { SessionFacts } from '../session/session.js';
import type { SessionTokens } from '../session/session-tokens.js';
import type { SessionHolder, Sessions } from '../session/sessions.js';

export interface OpenSession {
  session: Readonly<SessionFacts>;
  holder: SessionHolder;
  /** The level that must be proven before it is good for anything else: an organization, or its application, asks for it; null: none. */
  shortOf: Aal | null;
}

/** Asked at every request of every application: one read, and for AAL2 a write once a minute. */
export class ReadSession {
  constructor(
    private readonly sessions: Sessions,
    private readonly tokens: SessionTokens,
    private readonly clock: Clock,
  ) {}

  /**
   * Unknown, ended, expired and idle sessions are all `undefined`.
   *
   * @param isUse false: a program looks again by itself, and the session grows idle all the same
   */
  async execute(token: string, isUse = true): Promise<OpenSession | undefined> {
    const found = await this.sessions.find(this.tokens.hash(token));
    const now = this.clock.now();
    if (!found?.session.isOpen(found.holder, now)) return undefined;
    const { session, holder, heldTo } = found;
    if (isUse && session.useIsWorthNoting(now)) await this.sessions.noteUse(session.facts.id, now);
    return { session: session.facts, holder, shortOf: session.shortOf(heldTo, now) };
  }
}
