import type { Terms } from '../application/application-settings.js';
import { auditEntry, type Origin } from '../audit/audit-record.js';
import type { Assurance } from '../session/assurance.js';
import type { TermsAgreements } from '../terms/terms-agreements.js';

export interface TermsDecision {
  accepted: boolean;
  /** The version that was shown; absent: the one in force. */
  version?: string | undefined;
}

export type TermsOutcome =
  | { outcome: 'agreed' }
  | { outcome: 'terms-required'; terms: Terms; application: string }
  | { outcome: 'declined'; version: string }
  /** It was removed in the meantime: there is nothing to come into. */
  | { outcome: 'application-gone' };

/** Nobody comes into an application that has terms without having agreed to the version in force (R14). */
export class RequireTerms {
  constructor(private readonly agreements: TermsAgreements) {}

  async execute(
    { accountId, application, flowId }: Pick<Assurance, 'accountId' | 'application' | 'flowId'>,
    decision: TermsDecision | undefined,
    at: Date,
    origin: Origin,
  ): Promise<TermsOutcome> {
    if (application === null) return { outcome: 'agreed' };
    const standing = await this.agreements.standing(accountId, application);
    if (!standing) return { outcome: 'application-gone' };
    if (standing === 'none' || standing.agreed) return { outcome: 'agreed' };
    const { terms } = standing;
    const { version } = terms;
    if (decision && !decision.accepted) return { outcome: 'declined', version };
    // What was read is not what is in force any more: it is shown first.
    if (!decision || (decision.version ?? version) !== version)
      return { outcome: 'terms-required', terms, application };
    const details = { version };
    await this.agreements.add(
      { accountId, application, version, at, ...origin },
      auditEntry({ kind: 'terms.accepted', accountId, at, application, flowId, details, ...origin }),
    );
    return { outcome: 'agreed' };
  }
}
