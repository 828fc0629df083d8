import { AttemptBudget, type AttemptSubject } from '../challenge/attempt-budget.js';
import type { Challenge } from '../challenge/challenge.js';
import type { EmailVerification } from '../email-verification/email-verification.js';
import type { EventContext, MfaEvent } from '../events.js';
import { isEnrollable } from '../factor/factor-kind.js';
import type { FactorReset } from '../factor/factor-reset.js';
import type { Factor } from '../factor/factor.js';
import type { FactorId, Source } from '../ids.js';
import type { TrustedDevice } from '../trusted-device/trusted-device.js';
import type { Enrollment } from './enrollment.js';
import type { SecondFactorFlow } from './second-factor-flow.js';

/** What is known of an account before a flow is there. */
export interface AccountStanding {
  enrollment: Enrollment;
  /** Active and disabled ones. */
  factors: Factor[];
  /** Those of the account and the calling source. */
  budgets: AttemptBudget[];
  /** A reset by the help desk that waits or is due. Looked for when a flow begins. */
  reset: FactorReset | null;
}

/** Everything that the next step depends on, loaded and saved as one. */
export class Situation {
  /** The flow's current challenge and verification. */
  challenge: Challenge | null = null;
  verification: EmailVerification | null = null;
  /** A device that the answer asked to remember: written with it. */
  remembered: TrustedDevice | null = null;
  /** A factor was added, replaced or removed: all devices but the one of this flow are forgotten with it. */
  forgetsDevices = false;

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

  /** Those that can be asked for at every sign-in. */
  get active(): Factor[] {
    return this.enrolled.filter(({ state }) => state.status === 'active');
  }

  /** The same, and those that were disabled: they prove nothing, but they never make less of an account. */
  get enrolled(): Factor[] {
    return this.factors.filter(({ state: { kind, status } }) => isEnrollable(kind) && isStanding(status));
  }

  get recoveryCodes(): Factor | null {
    return this.factors.find(({ state }) => state.kind === 'recovery_code' && state.status === 'active') ?? null;
  }

  budget(subject: AttemptSubject): AttemptBudget {
    const found = this.budgets.find(({ state }) => state.subject === subject);
    return found ?? AttemptBudget.fresh(this.flow.state.subject.accountId, subject, this.source);
  }

  /** What aggregates need to record their events. Changes are told to the verified address, beside the account's own. */
  context(at: Date): EventContext {
    const { id: flowId, subject } = this.flow.state;
    const { accountId, username, actor, amr, credentialVersion } = subject;
    const { verifiedAddress } = this.enrollment.state;
    return {
      accountId,
      flowId,
      source: this.source,
      actor,
      application: subject.application?.slug ?? null,
      at,
      username,
      notify: verifiedAddress ? [verifiedAddress] : [],
      afterPassword: amr.includes('pwd'),
      credentialVersion,
    };
  }

  /** Hands over the events of all aggregates, and forgets them. */
  pullEvents(): MfaEvent[] {
    const aggregates = [this.flow, this.verification, this.challenge, ...this.factors, this.remembered];
    return aggregates.flatMap((aggregate) => aggregate?.pullEvents() ?? []);
  }
}

const isStanding = (status: Factor['state']['status']): boolean => status === 'active' || status === 'disabled';
