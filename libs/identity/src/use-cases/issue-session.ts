import type { Clock, Redacted } from '@postern/kernel';
import type { Credential, Credentials } from '../account/credentials.js';
import { Session, type Assurance, type SessionFacts } from '../session/session.js';
import type { SessionTokens } from '../session/session-tokens.js';
import type { Sessions } from '../session/sessions.js';

export type IssueSessionOutcome =
  | { outcome: 'issued'; token: Redacted; session: Readonly<SessionFacts>; holder: Credential }
  /** The flow has had its session. */
  | { outcome: 'spent' }
  /** The account was disabled, or its password changed, while the flow was under way. */
  | { outcome: 'refused' };

export class IssueSession {
  constructor(
    private readonly credentials: Credentials,
    private readonly sessions: Sessions,
    private readonly tokens: SessionTokens,
    private readonly clock: Clock,
  ) {}

  /** `assurance` comes from a token whose signature was checked. */
  async execute(assurance: Assurance, source: string | null): Promise<IssueSessionOutcome> {
    const now = this.clock.now();
    const holder = await this.credentials.get(assurance.accountId);
    const { token, hash } = this.tokens.create();
    const session = Session.issue(assurance, hash, now, source);
    if (!holder || !session.isOpen(holder, now)) return { outcome: 'refused' };
    if ((await this.sessions.add(session)) === 'flow-spent') return { outcome: 'spent' };
    return { outcome: 'issued', token, session: session.facts, holder };
  }
}
