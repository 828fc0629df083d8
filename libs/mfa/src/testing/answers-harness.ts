import { Answers } from '../challenge/answers.js';
import type { FactorState } from '../factor/factor.js';
import type { FlowTokenHash, Source } from '../ids.js';
import { aFactor, aSituation, aSubject, home, noon } from './builders.js';
import type { FlowsHarness } from './flows.contract.js';

export interface AnswersHarness extends FlowsHarness {
  answers: Answers;
}

/** An account with one factor, and flows of it that wait for an answer; `take` is one answer in one of them. */
export async function beginAnswers(
  setUp: () => Promise<AnswersHarness>,
  changes: Partial<FactorState> = {},
  flowCount = 1,
) {
  const harness = await setUp();
  const factor = aFactor(changes);
  await harness.given([factor]);
  const hashes: FlowTokenHash[] = [];
  for (let index = 0; index < flowCount; index++) {
    const situation = aSituation({ factors: [factor], subject: aSubject({ accountId: factor.state.accountId }) });
    await harness.flows.start(situation);
    hashes.push(situation.flow.state.tokenHash);
  }
  const take = async (index = 0, source: Source = home, at = noon) => {
    const taken = await harness.answers.take(hashes[index] as FlowTokenHash, source, at);
    if (!taken) throw new Error('the flow is gone');
    return taken;
  };
  return { ...harness, take };
}
