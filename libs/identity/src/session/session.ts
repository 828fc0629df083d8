import { Aggregate, newId, secondsAfter, type AccountId, type Branded } from '@postern/kernel';
import type { Credential } from '../account/credentials.js';
import { auditEntry, type AuditEntry } from '../audit/audit-record.js';
import type { SessionTokenHash } from './session-tokens.js';

export type SessionId = Branded<string, 'SessionId'>;
export type Aal = 'aal1' | 'aal2' | 'aal3';

const day = 24 * 60 * 60;
/** How long a session may last, and how long unused (NIST SP 800-63B-4, 2.1.3, 2.2.3 and 2.3.3). In seconds. */
const limits: Record<Aal, { overall: number; idle: number | null }> = {
  aal1: { overall: 30 * day, idle: null },
  aal2: { overall: day, idle: 60 * 60 },
  aal3: { overall: day / 2, idle: 15 * 60 },
};
/** Use is noted no more often than this, so that nearly every check is one read. In seconds. */
const noteUseEvery = 60;

/** What the second-factor flow found, as the verified assurance token says it. */
export interface Assurance {
  accountId: AccountId;
  /** A flow buys one session. */
  flowId: string;
  aal: Aal;
  /** RFC 8176. */
  amr: string[];
  authenticatedAt: Date;
  credentialVersion: number;
  application: string | null;
  factor: { kind: string; id: string } | null;
}

export interface SessionFacts extends Pick<
  Assurance,
  'accountId' | 'flowId' | 'aal' | 'amr' | 'authenticatedAt' | 'credentialVersion' | 'application'
> {
  id: SessionId;
  tokenHash: SessionTokenHash;
  expiresAt: Date;
  lastUsedAt: Date;
  endedAt: Date | null;
}

/** A signed-in browser or client. */
export class Session extends Aggregate<AuditEntry> {
  private constructor(private current: SessionFacts) {
    super();
  }

  get facts(): Readonly<SessionFacts> {
    return this.current;
  }

  static issue(assurance: Assurance, tokenHash: SessionTokenHash, at: Date, source: string | null): Session {
    const { accountId, flowId, aal, amr, authenticatedAt, credentialVersion, application, factor } = assurance;
    const session = new Session({
      id: newId<SessionId>(),
      tokenHash,
      accountId,
      flowId,
      aal,
      amr,
      authenticatedAt,
      credentialVersion,
      application,
      // Counted from the authentication, not from the last step of the flow.
      expiresAt: secondsAfter(authenticatedAt, limits[aal].overall),
      lastUsedAt: at,
      endedAt: null,
    });
    session.record(auditEntry({ kind: 'session.issued', accountId, at, source, factor, application, flowId }));
    return session;
  }

  static restore(facts: SessionFacts): Session {
    return new Session(facts);
  }

  /**
   * Judged afresh at every use, against the account as it is now: a disabled account or a changed password ends a
   * session without anyone having to look for it.
   */
  isOpen(holder: Pick<Credential, 'state' | 'credentialVersion'>, now: Date): boolean {
    const { aal, endedAt, expiresAt, lastUsedAt, credentialVersion } = this.facts;
    const { idle } = limits[aal];
    return (
      endedAt === null &&
      now < expiresAt &&
      (idle === null || now < secondsAfter(lastUsedAt, idle)) &&
      holder.state === 'active' &&
      holder.credentialVersion === credentialVersion
    );
  }

  /** Whether this use must be noted so that the session does not count as idle. */
  useIsWorthNoting(now: Date): boolean {
    return limits[this.facts.aal].idle !== null && now >= secondsAfter(this.facts.lastUsedAt, noteUseEvery);
  }

  end(at: Date, source: string | null): void {
    const { accountId, flowId, application } = this.current;
    this.current = { ...this.current, endedAt: at };
    this.record(auditEntry({ kind: 'session.ended', accountId, at, source, application, flowId }));
  }
}
