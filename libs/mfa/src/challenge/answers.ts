import type { Situation } from '../flow/situation.js';
import type { FlowTokenHash, Source } from '../ids.js';
import type { Trace } from './trace.js';

/**
 * What became of the wish to have an answer compared.
 * - `counted`: it may be; `lockedUntil` is set when it is the last one (the lock holds unless it is right).
 * - `locked`: no answer is taken; `until` is null when the factor is disabled.
 * - `nothing-to-answer`: the flow is over or proven, or its challenge has expired. Nothing was counted.
 */
export type Attempt =
  | { outcome: 'counted'; lockedUntil: Date | null }
  | { outcome: 'locked'; until: Date | null }
  | { outcome: 'nothing-to-answer' };

/**
 * The hot path: one answer is two calls, each one round trip. Every method throws when the store cannot be reached,
 * and has then changed nothing.
 */
export abstract class Answers {
  /**
   * Loads the flow and, when it is open and its current challenge live at `at`, counts one attempt before anything is
   * compared, atomically: against the budget of (account, subject, source) by the rule of `AttemptBudget.spend`, and
   * in the factor's `consecutiveFailures`, which never passes `failuresUntilDisabled`. The situation shows the counts
   * as they are after. Null when no flow has the token.
   */
  abstract take(
    tokenHash: FlowTokenHash,
    source: Source,
    at: Date,
  ): Promise<{ situation: Situation; attempt: Attempt } | null>;

  /**
   * The answer was right: writes the proven flow, the approved challenge, the factors that changed, the device that was
   * remembered and, for an activation, the enrollment; forgets devices where the situation says so; and clears the budget.
   * All of it or, when another call was faster, nothing:
   * - `spent`: the challenge is no longer issued and current, the flow was changed, or the account's factors were
   *   changed by another activation meanwhile. Of N parallel right answers, and of N flows enrolling one account,
   *   exactly one wins.
   * - `replayed`: what the trace names was used before, in another flow: the factor has accepted this TOTP step or a later
   *   one, the recovery code is gone, the passkey's count has not grown, or the new passkey is registered already, with
   *   whatever account. `spent` where both hold.
   */
  abstract approve(situation: Situation, trace: Trace): Promise<'approved' | 'spent' | 'replayed'>;

  /** The answer was wrong: writes the events and, when it was disabled, the factor. The count stands as taken. */
  abstract reject(situation: Situation): Promise<void>;

  /** The answer could not be compared, by a failure of ours: takes the attempt back from both counts. */
  abstract giveBack(situation: Situation): Promise<void>;
}
