import type { AccountId } from '@postern/kernel';
import type { Challenge } from '../challenge/challenge.js';
import type { EmailVerificationId, FlowId, FlowTokenHash, Source } from '../ids.js';
import type { AccountStanding, Situation } from './situation.js';

/**
 * Flows and all that belongs to them. Events recorded by the aggregates of a situation become outgoing messages in the
 * transaction that writes it. All methods throw when the store cannot be reached, and have then changed nothing.
 */
export abstract class Flows {
  /** What an account brings into a new flow; an account never seen before has a fresh standing. */
  abstract standing(accountId: AccountId, source: Source): Promise<AccountStanding>;

  /**
   * Writes a new flow. `token-spent`, and nothing written, when the subject token has bought a flow before: of N
   * parallel starts with one token exactly one wins.
   */
  abstract start(situation: Situation): Promise<'started' | 'token-spent'>;

  /** Also finds flows that are over. Null when no flow has the token. */
  abstract load(tokenHash: FlowTokenHash, source: Source): Promise<Situation | null>;

  /** The flow that asked for the verification; `verification` is the flow's current one, perhaps a later one. */
  abstract loadByVerification(id: EmailVerificationId, source: Source): Promise<Situation | null>;

  /** The flow's last challenge whose code goes to that number or address, for whichever factor; null when there was none. */
  abstract lastChallengeTo(flowId: FlowId, destination: string): Promise<Challenge | null>;

  /**
   * Writes everything that changed. `conflict`, and nothing written, when the flow, or an enrollment that is to be
   * written, was changed since it was loaded: of N parallel changes exactly one is saved, also across flows of one
   * account where they concern the enrollment. Attempt budgets, and factors that this flow did not change, are left as
   * they are: another flow may have used them meanwhile.
   */
  abstract save(situation: Situation): Promise<'saved' | 'conflict'>;
}
