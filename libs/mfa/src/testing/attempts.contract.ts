import { secondsAfter } from '@postern/kernel';
import { attemptsPerBudget, lockSeconds } from '../challenge/attempt-budget.js';
import { codeLifetimeSeconds } from '../challenge/challenge.js';
import { failuresUntilDisabled, type Factor, type FactorState } from '../factor/factor.js';
import type { FlowTokenHash, Source } from '../ids.js';
import { beginAnswers, type AnswersHarness } from './answers-harness.js';
import { elsewhere, home, noon } from './builders.js';

/** What `Answers` promises of counting. */
export function attemptsContract(setUp: () => Promise<AnswersHarness>): void {
  const begin = (changes?: Partial<FactorState>, flowCount?: number) => beginAnswers(setUp, changes, flowCount);

  it('knows no flow by an unknown token', async () => {
    const { answers } = await setUp();
    expect(await answers.take('nothing' as FlowTokenHash, home, noon)).toBeNull();
  });

  it('counts before anything is compared: of 200 parallel answers exactly five may be (S5)', async () => {
    const { take } = await begin({}, 4);
    const taken = await Promise.all(Array.from({ length: 200 }, (_, index) => take(index % 4)));
    const counted = taken.filter(({ attempt }) => attempt.outcome === 'counted');
    expect(counted).toHaveLength(attemptsPerBudget);
    const until = secondsAfter(noon, lockSeconds[0] as number);
    const locking = counted.filter(({ attempt }) => attempt.outcome === 'counted' && attempt.lockedUntil);
    expect(locking.map(({ attempt }) => attempt)).toEqual([{ outcome: 'counted', lockedUntil: until }]);
    expect((await take()).attempt).toEqual({ outcome: 'locked', until });
  });

  it('shows the situation with the counts as they are after', async () => {
    const { take } = await begin();
    await take();
    const { situation } = await take();
    expect(situation.budget(situation.factors[0]?.state.id as Factor['state']['id']).attemptsLeft(noon)).toBe(3);
    expect(situation.factors[0]?.state.consecutiveFailures).toBe(2);
  });

  it('does not lock the owner out when a stranger elsewhere used up a budget (S5)', async () => {
    const { take } = await begin();
    for (let count = 0; count < 6; count++) await take(0, elsewhere);
    expect((await take(0, elsewhere)).attempt.outcome).toBe('locked');
    expect((await take(0, home)).attempt.outcome).toBe('counted');
  });

  it('grants a new budget after a lock, and doubles the next lock', async () => {
    const { answers, take, flows } = await begin({ kind: 'totp' });
    for (let count = 0; count < attemptsPerBudget; count++) await answers.reject((await take()).situation);
    const again = secondsAfter(noon, lockSeconds[0] as number);
    for (let count = 1; count < attemptsPerBudget; count++) {
      expect((await take(0, home, again)).attempt).toEqual({ outcome: 'counted', lockedUntil: null });
    }
    const until = secondsAfter(again, lockSeconds[1] as number);
    expect((await take(0, home, again)).attempt).toEqual({ outcome: 'counted', lockedUntil: until });
    const { situation } = await take(0, home, again);
    const { accountId } = situation.flow.state.subject;
    expect((await flows.standing(accountId, home)).budgets.map(({ state }) => state.locks)).toEqual([2]);
  });

  it('counts nothing when the challenge has expired', async () => {
    const { take } = await begin();
    const late = secondsAfter(noon, codeLifetimeSeconds);
    expect((await take(0, home, late)).attempt).toEqual({ outcome: 'nothing-to-answer' });
    expect((await take()).situation.factors[0]?.state.consecutiveFailures).toBe(1);
  });

  it('gives an attempt back that a failure of ours made void, and with it the lock (S5)', async () => {
    const { answers, take } = await begin();
    const taken = [];
    for (let count = 0; count < attemptsPerBudget; count++) taken.push(await take());
    await answers.giveBack((taken.at(-1) as (typeof taken)[number]).situation);
    const { attempt, situation } = await take();
    expect(attempt.outcome).toBe('counted');
    expect(situation.factors[0]?.state.consecutiveFailures).toBe(attemptsPerBudget);
  });

  it('takes no more answers than disable a factor, from however many places, and disables it (S5)', async () => {
    const { answers, take, auditTrail } = await begin({ consecutiveFailures: failuresUntilDisabled - 2 });
    const sources = Array.from({ length: 10 }, (_, index) => `203.0.113.${index}` as Source);
    const taken = await Promise.all(sources.map((source) => take(0, source)));
    const counted = taken.filter(({ attempt }) => attempt.outcome === 'counted');
    expect(counted).toHaveLength(2);
    for (const { situation } of counted) {
      situation.factors[0]?.fail(situation.context(noon));
      await answers.reject(situation);
    }
    expect(await auditTrail()).toContain('factor.disabled');
    const { situation, attempt } = await take();
    expect(attempt).toEqual({ outcome: 'locked', until: null });
    expect(situation.factors[0]?.state.status).toBe('disabled');
  });
}
