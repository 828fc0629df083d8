import { Aggregate, newId, secondsAfter } from '@postern/kernel';
import type { Credential } from '../account/credentials.js';
import { auditEntry, type AuditEntry, type AuditFacts, type Origin } from '../audit/audit-record.js';
import type { Assurance, SessionId } from './assurance.js';
import { reaches, type Aal } from './assurance-level.js';
import type { HeldTo } from './sessions.js';
import type { SessionTokenHash } from './session-tokens.js';

const day = 24 * 60 * 60;
/** How long a session may last, and how long unused (NIST SP 800-63B-4, 2.1.3, 2.2.3 and 2.3.3). In seconds. */
const limits: Record<Aal, { overall: number; idle: number | null }> = {
  aal1: { overall: 30 * day, idle: null },
  aal2: { overall: day, idle: 60 * 60 },
  aal3: { overall: day / 2, idle: 15 * 60 },
};
/** Use is noted no more often than this, so that nearly every check is one read. In seconds. */
const noteUseEvery = 60;
/** How long what somebody proved may count towards a step-up; the password is asked for again after that. In seconds. */
const proofSeconds = day;
/** How recent a proof sensitive calls ask for (S11). In seconds. */
export const freshSeconds = 300;

export interface SessionFacts
  extends
    Origin,
    Pick<
      Assurance,
      'accountId' | 'flowId' | 'aal' | 'highestAal' | 'amr' | 'authenticatedAt' | 'credentialVersion' | 'application'
    > {
  id: SessionId;
  tokenHash: SessionTokenHash;
  /** When the person came in; `authenticatedAt` is when he last proved who he is. */
  signedInAt: Date;
  expiresAt: Date;
  lastUsedAt: Date;
  endedAt: Date | null;
}

/** Whether this was authenticated at most `maxAgeSeconds` ago. */
export const isRecent = (
  { authenticatedAt }: Pick<SessionFacts, 'authenticatedAt'>,
  maxAgeSeconds: number,
  now: Date,
): boolean => now <= secondsAfter(authenticatedAt, maxAgeSeconds);

/** A signed-in browser or client. */
export class Session extends Aggregate<AuditEntry> {
  private constructor(private current: SessionFacts) {
    super();
  }

  get facts(): Readonly<SessionFacts> {
    return this.current;
  }

  static issue(assurance: Assurance, tokenHash: SessionTokenHash, at: Date, origin: Origin): Session {
    const session = Session.begin(assurance, tokenHash, at, origin);
    session.recordAs({ kind: 'session.issued', at, ...origin, factor: assurance.factor });
    return session;
  }

  /** The terms were refused: nothing was opened, and the flow buys nothing any more. */
  static decline(
    assurance: Assurance,
    tokenHash: SessionTokenHash,
    at: Date,
    origin: Origin,
    version: string,
  ): Session {
    const session = Session.begin(assurance, tokenHash, at, origin);
    session.current = { ...session.current, endedAt: at };
    session.recordAs({ kind: 'terms.declined', at, ...origin, details: { version } });
    return session;
  }

  static restore(facts: SessionFacts): Session {
    return new Session(facts);
  }

  /** The same sign-in goes on, proven anew, under another token (S15); this session is over. */
  renew(assurance: Assurance, tokenHash: SessionTokenHash, at: Date, origin: Origin): Session {
    const fresh = Session.begin(assurance, tokenHash, at, origin);
    const { signedInAt, application } = this.current;
    const amr = [...new Set([...this.provenAt(at).amr, ...assurance.amr])];
    fresh.current = { ...fresh.current, amr, signedInAt, application: assurance.application ?? application };
    fresh.recordAs({ kind: 'session.renewed', at, ...origin, factor: assurance.factor });
    this.current = { ...this.current, endedAt: at };
    return fresh;
  }

  /** A changed password has made every session void, and this one goes on under another token. Proves nothing anew. */
  carryOver(credentialVersion: number, tokenHash: SessionTokenHash, at: Date, origin: Origin): Session {
    const carried = { ...this.current, ...origin, tokenHash, credentialVersion, lastUsedAt: at, endedAt: null };
    const fresh = new Session({ ...carried, id: newId<SessionId>(), flowId: newId() });
    fresh.recordAs({ kind: 'session.renewed', at, ...origin });
    return fresh;
  }

  private static begin(assurance: Assurance, tokenHash: SessionTokenHash, at: Date, origin: Origin): Session {
    const { accountId, flowId, aal, highestAal, amr, authenticatedAt, credentialVersion, application } = assurance;
    return new Session({
      id: newId<SessionId>(),
      tokenHash,
      accountId,
      flowId,
      aal,
      highestAal,
      amr,
      authenticatedAt,
      credentialVersion,
      application,
      source: origin.source,
      device: origin.device,
      signedInAt: at,
      // Counted from the authentication, not from the last step of the flow.
      expiresAt: secondsAfter(authenticatedAt, limits[aal].overall),
      lastUsedAt: at,
      endedAt: null,
    });
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

  /**
   * The level that is missing for what the account's organizations and its application ask (S14); null: none. Judged at every use, so that a
   * requirement reaches every session that there is without touching one. Who proved who he is later was asked then.
   */
  shortOf({ mfaSince, leastAal }: HeldTo, now: Date): Aal | null {
    const { aal, amr, authenticatedAt } = this.current;
    const wasNotAsked = !amr.includes('mfa') && mfaSince.some((since) => since <= now && authenticatedAt < since);
    return wasNotAsked || !reaches(aal, leastAal) ? leastAal : null;
  }

  /** What of its proofs a step-up may build on. */
  provenAt(now: Date): { amr: readonly string[]; aal: Aal } {
    const { amr, aal } = this.current;
    return isRecent(this.current, proofSeconds, now) ? { amr, aal } : { amr: [], aal: 'aal1' };
  }

  /** Whether this use must be noted so that the session does not count as idle. */
  useIsWorthNoting(now: Date): boolean {
    return limits[this.facts.aal].idle !== null && now >= secondsAfter(this.facts.lastUsedAt, noteUseEvery);
  }

  end(at: Date, origin: Origin): void {
    this.current = { ...this.current, endedAt: at };
    this.recordAs({ kind: 'session.ended', at, ...origin });
  }

  private recordAs(facts: AuditFacts): void {
    const { accountId, flowId, application } = this.current;
    this.record(auditEntry({ accountId, flowId, application, ...facts }));
  }
}
