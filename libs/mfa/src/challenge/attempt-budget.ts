import { secondsAfter, type AccountId } from '@postern/kernel';
import type { FactorKind } from '../factor/factor-kind.js';
import type { FactorId, Source } from '../ids.js';

/** What a budget is for: a factor at sign-in, or the activation of a kind, so that a fresh factor is no fresh budget. */
export type AttemptSubject = FactorId | `activate:${FactorKind}`;

export const attemptsPerBudget = 5;

/** Length of the first, second, … lock in seconds; the last one repeats. A right answer starts over. */
export const lockSeconds: readonly number[] = [0.25, 0.5, 1, 2, 4, 8, 16, 24].map((hours) => hours * 3600);

export interface AttemptBudgetState {
  accountId: AccountId;
  subject: AttemptSubject;
  source: Source;
  /** Answers that were compared, or are being compared right now, since the last right one or the last lock. */
  used: number;
  /** Locks since the last right answer. */
  locks: number;
  lockedUntil: Date | null;
}

/**
 * How many answers may still be compared. Counted per account, subject and source, so that a stranger elsewhere never
 * locks the owner out; flows, challenges, resends and replicas share it.
 */
export class AttemptBudget {
  private constructor(readonly state: Readonly<AttemptBudgetState>) {}

  static fresh(accountId: AccountId, subject: AttemptSubject, source: Source): AttemptBudget {
    return new AttemptBudget({ accountId, subject, source, used: 0, locks: 0, lockedUntil: null });
  }

  static restore(state: AttemptBudgetState): AttemptBudget {
    return new AttemptBudget(state);
  }

  lockedUntil(at: Date): Date | null {
    const { lockedUntil } = this.state;
    return lockedUntil && lockedUntil > at ? lockedUntil : null;
  }

  attemptsLeft(at: Date): number {
    if (this.state.lockedUntil) return this.lockedUntil(at) ? 0 : attemptsPerBudget;
    return attemptsPerBudget - this.state.used;
  }

  /** One answer more is about to be compared. The last one locks at once: a right answer lifts that lock again. */
  spend(at: Date): AttemptBudget {
    if (this.attemptsLeft(at) === 0) return this;
    const used = attemptsPerBudget - this.attemptsLeft(at) + 1;
    if (used < attemptsPerBudget) return new AttemptBudget({ ...this.state, used, lockedUntil: null });
    const seconds = lockSeconds[Math.min(this.state.locks, lockSeconds.length - 1)] ?? 0;
    return new AttemptBudget({
      ...this.state,
      used,
      locks: this.state.locks + 1,
      lockedUntil: secondsAfter(at, seconds),
    });
  }

  /** The comparison could not be made, through no fault of the person: the attempt was not spent. */
  giveBack(): AttemptBudget {
    if (this.state.used === 0) return this;
    const locks = this.state.lockedUntil ? this.state.locks - 1 : this.state.locks;
    return new AttemptBudget({ ...this.state, used: this.state.used - 1, locks, lockedUntil: null });
  }
}
