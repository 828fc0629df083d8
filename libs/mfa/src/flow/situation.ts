import { AttemptBudget, type AttemptSubject } from '../challenge/attempt-budget.js';
import type { Challenge } from '../challenge/challenge.js';
import type { EmailVerification } from '../email-verification/email-verification.js';
import type { EventContext, MfaEvent } from '../events.js';
import type { Factor } from '../factor/factor.js';
import type { FactorId, Source } from '../ids.js';
import type { Enrollment } from './enrollment.js';
import type { SecondFactorFlow } from './second-factor-flow.js';

/** What is known of an account before a flow is there. */
export interface AccountStanding {
  enrollment: Enrollment;
  /** Active and disabled ones. */
  factors: Factor[];
  /** Those of the account and the calling source. */
  budgets: AttemptBudget[];
}

/** Everything that the next step depends on, loaded and saved as one. */
export class Situation {
  /** The flow's current challenge and verification. */
  challenge: Challenge | null = null;
  verification: EmailVerification | null = null;

  constructor(
    readonly flow: SecondFactorFlow,
    readonly source: Source,
    readonly enrollment: Enrollment,
    /** Active and disabled ones of the account, and the pending one of this flow. */
    readonly factors: Factor[],
    readonly budgets: readonly AttemptBudget[],
  ) {}

  factor(id: FactorId | null): Factor | null {
    return this.factors.find(({ state }) => state.id === id) ?? null;
  }

  get active(): Factor[] {
    return this.factors.filter(({ state }) => state.status === 'active');
  }

  budget(subject: AttemptSubject): AttemptBudget {
    const found = this.budgets.find(({ state }) => state.subject === subject);
    return found ?? AttemptBudget.fresh(this.flow.state.subject.accountId, subject, this.source);
  }

  /** What aggregates need to record their events. Changes are told to the account's and the verified address. */
  context(at: Date): EventContext {
    const { id: flowId, subject } = this.flow.state;
    const { verifiedAddress } = this.enrollment.state;
    const same = verifiedAddress?.toLowerCase() === subject.email.toLowerCase();
    const notify = verifiedAddress && !same ? [verifiedAddress, subject.email] : [subject.email];
    return { accountId: subject.accountId, flowId, source: this.source, at, username: subject.username, notify };
  }

  /** Hands over the events of all aggregates, and forgets them. */
  pullEvents(): MfaEvent[] {
    const aggregates = [this.flow, this.verification, this.challenge, ...this.factors];
    return aggregates.flatMap((aggregate) => aggregate?.pullEvents() ?? []);
  }
}
