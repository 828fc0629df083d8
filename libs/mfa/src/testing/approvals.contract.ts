import type { Trace } from '../challenge/trace.js';
import type { Factor, FactorState } from '../factor/factor.js';
import type { Situation } from '../flow/situation.js';
import { beginAnswers, type AnswersHarness } from './answers-harness.js';
import { home, noon } from './builders.js';

const traceOf = (step: number | null): Trace => (step === null ? { kind: 'sent-code' } : { kind: 'totp', step });

/** What a use case does with a right answer at sign-in. */
function settle(situation: Situation, step: number | null): [Situation, Trace] {
  const factor = situation.factors[0] as Factor;
  situation.challenge?.approve(noon);
  factor.use(noon, step);
  situation.flow.prove(factor.state.id, { kind: factor.state.kind }, noon);
  return [situation, traceOf(step)];
}

/** What `Answers` promises of right answers. */
export function approvalsContract(setUp: () => Promise<AnswersHarness>): void {
  const begin = (changes?: Partial<FactorState>, flowCount?: number) => beginAnswers(setUp, changes, flowCount);

  it.each(['sms', 'totp'] as const)('lets exactly one of many parallel right answers win: %s (S4)', async (kind) => {
    const { answers, take } = await begin({ kind });
    const taken = await Promise.all(Array.from({ length: 5 }, () => take()));
    const outcomes = await Promise.all(
      taken.map(({ situation }) => answers.approve(...settle(situation, kind === 'totp' ? 700 : null))),
    );
    expect(outcomes.filter((outcome) => outcome === 'approved')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'spent')).toHaveLength(4);
  });

  it('writes all that a right answer changes, and clears the budget', async () => {
    const { answers, take, flows } = await begin();
    await take();
    const { situation } = await take();
    expect(await answers.approve(...settle(situation, null))).toBe('approved');
    const after = await flows.load(situation.flow.state.tokenHash, home);
    expect(after?.flow.state.proof).toEqual(situation.flow.state.proof);
    expect(after?.factors[0]?.state).toMatchObject({ lastUsedAt: noon, consecutiveFailures: 0 });
    expect(after?.budgets).toEqual([]);
    expect((await take()).attempt).toEqual({ outcome: 'nothing-to-answer' });
  });

  it('accepts one TOTP step once, also in parallel in several flows (S7)', async () => {
    const { answers, take } = await begin({ kind: 'totp' }, 4);
    const taken = await Promise.all([0, 1, 2, 3].map((index) => take(index)));
    const outcomes = await Promise.all(taken.map(({ situation }) => answers.approve(...settle(situation, 700))));
    expect(outcomes.filter((outcome) => outcome === 'approved')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'replayed')).toHaveLength(3);
  });

  it('does not approve a challenge that was replaced meanwhile', async () => {
    const { answers, take, flows } = await begin();
    const { situation } = await take();
    const copy = await flows.load(situation.flow.state.tokenHash, home);
    copy?.flow.abandon(noon);
    expect(await flows.save(copy as Situation)).toBe('saved');
    expect(await answers.approve(...settle(situation, null))).toBe('spent');
  });

  it('is not rolled back by a flow that was loaded before and saved after', async () => {
    const { answers, take, flows } = await begin({ kind: 'totp' }, 2);
    const stale = (await take(1)).situation;
    expect(await answers.approve(...settle((await take(0)).situation, 700))).toBe('approved');
    stale.flow.abandon(noon);
    expect(await flows.save(stale)).toBe('saved');
    expect((await take(1)).situation.factors[0]?.state.lastAcceptedStep).toBe(700);
  });
}
