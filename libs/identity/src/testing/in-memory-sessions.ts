import type { Credentials } from '../account/credentials.js';
import { Session, type SessionFacts, type SessionId } from '../session/session.js';
import { Sessions, type SessionHolder } from '../session/sessions.js';
import type { SessionTokenHash } from '../session/session-tokens.js';
import type { InMemoryAuditRecord } from './in-memory-audit-record.js';

export class InMemorySessions extends Sessions {
  readonly stored = new Map<SessionId, SessionFacts>();

  constructor(
    private readonly credentials: Credentials,
    private readonly audit: InMemoryAuditRecord,
  ) {
    super();
  }

  async add(session: Session): Promise<'added' | 'flow-spent'> {
    const taken = [...this.stored.values()].some((other) => other.flowId === session.facts.flowId);
    if (taken) return 'flow-spent';
    this.stored.set(session.facts.id, session.facts);
    this.audit.entries.push(...session.pullEvents());
    return 'added';
  }

  async find(tokenHash: SessionTokenHash): Promise<{ session: Session; holder: SessionHolder } | undefined> {
    const facts = [...this.stored.values()].find((stored) => stored.tokenHash === tokenHash);
    const holder = facts && (await this.credentials.get(facts.accountId));
    return holder && { session: Session.restore(facts), holder };
  }

  async noteUse(id: SessionId, at: Date): Promise<void> {
    const facts = this.stored.get(id);
    if (facts && facts.lastUsedAt < at) this.stored.set(id, { ...facts, lastUsedAt: at });
  }

  async end(session: Session): Promise<void> {
    const facts = this.stored.get(session.facts.id);
    const entries = session.pullEvents();
    if (facts?.endedAt !== null) return;
    this.stored.set(session.facts.id, { ...facts, endedAt: session.facts.endedAt });
    this.audit.entries.push(...entries);
  }
}
