import type { AccountId } from '@postern/kernel';
import type { Credential, Credentials } from '../account/credentials.js';
import type { AuditEntry } from '../audit/audit-record.js';
import { AccountSessions } from '../session/account-sessions.js';
import { reaches, type Aal } from '../session/assurance-level.js';
import type { SessionId } from '../session/assurance.js';
import { Session, type SessionFacts } from '../session/session.js';
import { Sessions, type FoundSession, type HeldTo, type SessionAddition } from '../session/sessions.js';
import type { SessionTokenHash } from '../session/session-tokens.js';
import type { InMemoryAuditRecord } from './in-memory-audit-record.js';
import { fingerprint, InMemoryKnownDevices } from './in-memory-known-devices.js';

export class InMemorySessions extends Sessions {
  readonly stored = new Map<SessionId, SessionFacts>();
  /** Nothing, unless there are organizations in the test. */
  heldToOf: (holder: Credential) => HeldTo = () => ({ mfaSince: [], leastAal: 'aal1' });

  constructor(
    private readonly credentials: Credentials,
    private readonly audit: InMemoryAuditRecord,
    readonly devices = new InMemoryKnownDevices(audit),
  ) {
    super();
  }

  async add(session: Session): Promise<SessionAddition> {
    if (this.flowIsSpent(session)) return { outcome: 'flow-spent' };
    this.keep(session);
    const { accountId, lastUsedAt } = session.facts;
    const devices = this.devices.of(accountId);
    if (devices.size === 0) return { outcome: 'added', device: 'first' };
    if (!devices.has(fingerprint(session.facts))) return { outcome: 'added', device: 'new' };
    devices.set(fingerprint(session.facts), lastUsedAt);
    return { outcome: 'added', device: 'known' };
  }

  async replace(old: SessionId, fresh: Session): Promise<'added' | 'not-open'> {
    const { accountId, highestAal, lastUsedAt } = fresh.facts;
    const replaced = this.stored.get(old);
    if (!replaced || replaced.endedAt || replaced.accountId !== accountId || this.flowIsSpent(fresh)) return 'not-open';
    this.stored.set(old, { ...replaced, endedAt: lastUsedAt });
    this.keep(fresh);
    for (const facts of this.stored.values()) {
      if (facts.accountId === accountId && !facts.endedAt) this.stored.set(facts.id, { ...facts, highestAal });
    }
    return 'added';
  }

  find(tokenHash: SessionTokenHash): Promise<FoundSession | undefined> {
    return this.found([...this.stored.values()].find((stored) => stored.tokenHash === tokenHash));
  }

  get(id: SessionId): Promise<FoundSession | undefined> {
    return this.found(this.stored.get(id));
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

  async found(facts: SessionFacts | undefined): Promise<FoundSession | undefined> {
    const holder = facts && (await this.credentials.get(facts.accountId));
    return holder && { session: Session.restore(facts), holder, heldTo: this.heldToOf(holder) };
  }

  private flowIsSpent({ facts }: Session): boolean {
    return [...this.stored.values()].some(({ flowId }) => flowId === facts.flowId);
  }

  private keep(session: Session): void {
    this.stored.set(session.facts.id, session.facts);
    this.audit.entries.push(...session.pullEvents());
  }
}

export class InMemoryAccountSessions extends AccountSessions {
  constructor(
    private readonly sessions: InMemorySessions,
    private readonly audit: InMemoryAuditRecord,
  ) {
    super();
  }

  async of(accountId: AccountId): Promise<FoundSession[]> {
    const facts = this.openOf(accountId).sort((a, b) => Number(b.lastUsedAt) - Number(a.lastUsedAt));
    return (await Promise.all(facts.map((each) => this.sessions.found(each)))).filter((found) => found !== undefined);
  }

  async end(accountId: AccountId, except: SessionId | null, entry: AuditEntry): Promise<number> {
    const ended = this.openOf(accountId).filter(({ id }) => id !== except);
    for (const facts of ended) {
      const { id, flowId, application } = facts;
      this.sessions.stored.set(id, { ...facts, endedAt: entry.at });
      this.audit.entries.push({ ...entry, flowId, application });
    }
    return ended.length;
  }

  async raiseHighestAal(accountId: AccountId, aal: Aal): Promise<void> {
    for (const facts of this.openOf(accountId)) {
      if (!reaches(facts.highestAal, aal)) this.sessions.stored.set(facts.id, { ...facts, highestAal: aal });
    }
  }

  async clear(before: Date): Promise<number> {
    const old = [...this.sessions.stored.values()].filter(
      ({ expiresAt, endedAt }) => expiresAt < before || (endedAt !== null && endedAt < before),
    );
    old.forEach(({ id }) => this.sessions.stored.delete(id));
    return old.length;
  }

  private openOf(accountId: AccountId): SessionFacts[] {
    return [...this.sessions.stored.values()].filter((facts) => facts.accountId === accountId && !facts.endedAt);
  }
}
