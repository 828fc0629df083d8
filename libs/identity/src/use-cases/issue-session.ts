import type { Clock, Redacted } from '@postern/kernel';
import type { Terms } from '../application/application-settings.js';
import type { Origin } from '../audit/audit-record.js';
import type { Credential, Credentials } from '../account/credentials.js';
import type { Assurance } from '../session/assurance.js';
import { Session, type SessionFacts } from '../session/session.js';
import type { SessionTokens } from '../session/session-tokens.js';
import type { DeviceStanding, Sessions } from '../session/sessions.js';
import type { RequireTerms, TermsDecision } from './require-terms.js';

export type IssueSessionOutcome =
  | {
      outcome: 'issued';
      token: Redacted;
      session: Readonly<SessionFacts>;
      holder: Credential;
      device: DeviceStanding;
    }
  /** Nothing was issued; the flow is good for another try with the person's decision. */
  | { outcome: 'terms-required'; terms: Terms; application: string }
  /** The person does not agree; the flow is over. */
  | { outcome: 'declined' }
  /** The flow has had its session. */
  | { outcome: 'spent' }
  /** The account was disabled, its password changed, the session to renew ended or the application removed, meanwhile. */
  | { outcome: 'refused' };

/** Turns what a flow has proven into a session. */
export class IssueSession {
  constructor(
    private readonly credentials: Credentials,
    private readonly sessions: Sessions,
    private readonly tokens: SessionTokens,
    private readonly requireTerms: RequireTerms,
    private readonly clock: Clock,
  ) {}

  /** `assurance` comes from a token whose signature was checked. */
  async execute(assurance: Assurance, origin: Origin, decision?: TermsDecision): Promise<IssueSessionOutcome> {
    const now = this.clock.now();
    const holder = await this.credentials.get(assurance.accountId);
    const { token, hash } = this.tokens.create();
    if (!holder || (assurance.purpose === 'sign-in') !== (assurance.session === null)) return { outcome: 'refused' };
    const old = assurance.session === null ? undefined : await this.openSession(assurance, holder, now);
    const fresh = old ? old.renew(assurance, hash, now, origin) : Session.issue(assurance, hash, now, origin);
    if ((assurance.session !== null && !old) || !fresh.isOpen(holder, now)) return { outcome: 'refused' };

    if (assurance.purpose !== 'manage-factors') {
      const terms = await this.requireTerms.execute(assurance, decision, now, origin);
      if (terms.outcome === 'terms-required') return terms;
      if (terms.outcome === 'application-gone') return { outcome: 'refused' };
      if (terms.outcome === 'declined') {
        const declined = Session.decline(assurance, hash, now, origin, terms.version);
        const { outcome } = await this.sessions.add(declined);
        return { outcome: outcome === 'added' ? 'declined' : 'spent' };
      }
    }
    const issued = { outcome: 'issued', token, session: fresh.facts, holder } as const;
    if (old) {
      const outcome = await this.sessions.replace(old.facts.id, fresh);
      return outcome === 'added' ? { ...issued, device: 'known' } : { outcome: 'spent' };
    }
    const addition = await this.sessions.add(fresh);
    return addition.outcome === 'added' ? { ...issued, device: addition.device } : { outcome: 'spent' };
  }

  /** The session that is renewed, if it may be. It is the person's own, whatever the token says of it. */
  private async openSession(assurance: Assurance, holder: Credential, now: Date): Promise<Session | undefined> {
    const found = assurance.session && (await this.sessions.get(assurance.session));
    const mine = found && found.holder.accountId === assurance.accountId && found.session.isOpen(holder, now);
    return mine ? found.session : undefined;
  }
}
