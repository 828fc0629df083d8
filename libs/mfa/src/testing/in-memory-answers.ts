import { Answers, type Attempt } from '../challenge/answers.js';
import { AttemptBudget } from '../challenge/attempt-budget.js';
import type { Trace } from '../challenge/trace.js';
import { failuresUntilDisabled, type Factor, type FactorState } from '../factor/factor.js';
import type { FlowState } from '../flow/second-factor-flow.js';
import type { Situation } from '../flow/situation.js';
import type { FlowTokenHash, Source } from '../ids.js';
import { countHasGrown } from '../passkey/passkey.js';
import { InMemoryStore } from './in-memory-store.js';

/** Each method is one statement: nothing gets in between once its round trip is over. */
export class InMemoryAnswers extends Answers {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  async take(
    tokenHash: FlowTokenHash,
    source: Source,
    at: Date,
  ): Promise<{ situation: Situation; attempt: Attempt } | null> {
    await this.store.roundTrip();
    const flow = [...this.store.flows.values()].find((row) => row.tokenHash === tokenHash);
    if (!flow) return null;
    const attempt = this.count(flow, source, at);
    return { situation: this.store.situation(flow, source), attempt };
  }

  async approve(situation: Situation, trace: Trace): Promise<'approved' | 'spent' | 'replayed'> {
    await this.store.roundTrip();
    const { challenge, budget, factor } = this.asked(situation);
    const stored = this.store.factors.get(factor.state.id);
    if (!stored || !this.store.isCurrent(situation)) return 'spent';
    if (this.store.challenges.get(challenge.state.id)?.status !== 'issued') return 'spent';
    if (stored.status !== (challenge.state.purpose === 'activation' ? 'pending' : 'active')) return 'spent';
    if (this.wasUsed(trace, stored)) return 'replayed';
    this.store.write(situation);
    // Exactly the used code goes, whatever others did meanwhile.
    const left = stored.recoveryHashes?.filter((hash) => trace.kind !== 'recovery-code' || hash !== trace.hash);
    if (left) this.store.factors.set(stored.id, { ...factor.state, recoveryHashes: left });
    this.store.budgets.delete(keyOf(budget));
    return 'approved';
  }

  async reject(situation: Situation): Promise<void> {
    await this.store.roundTrip();
    const { factor } = this.asked(situation);
    const stored = this.store.factors.get(factor.state.id);
    if (stored && factor.state.status === 'disabled')
      this.store.factors.set(stored.id, { ...stored, status: 'disabled' });
    this.store.published.push(...situation.pullEvents());
  }

  async giveBack(situation: Situation): Promise<void> {
    await this.store.roundTrip();
    const { budget, factor } = this.asked(situation);
    const counted = this.store.budgets.get(keyOf(budget));
    if (counted) this.store.budgets.set(keyOf(budget), AttemptBudget.restore(counted).giveBack().state);
    this.fail(factor.state.id, -1);
  }

  private wasUsed(trace: Trace, stored: FactorState): boolean {
    switch (trace.kind) {
      case 'sent-code':
        return false;
      case 'totp':
        return stored.lastAcceptedStep !== null && trace.step <= stored.lastAcceptedStep;
      case 'recovery-code':
        return !stored.recoveryHashes?.includes(trace.hash);
      case 'passkey':
        return !countHasGrown(stored.passkey?.signCount ?? 0, trace.assertion.signCount);
      case 'new-passkey':
        return [...this.store.factors.values()].some(
          ({ passkey }) => passkey?.credentialId === trace.passkey.credentialId,
        );
    }
  }

  private count(flow: FlowState, source: Source, at: Date): Attempt {
    const situation = this.store.situation(flow, source);
    const { challenge } = situation;
    // Removed by another flow, or taken back: there is nothing left to answer with.
    const gone = (situation.factor(challenge?.state.factorId ?? null)?.state.status ?? 'revoked') === 'revoked';
    if (gone || situation.flow.isOver(at) || !challenge?.isLive(at)) return { outcome: 'nothing-to-answer' };
    const { budget, factor } = this.asked(situation);
    const until = budget.lockedUntil(at);
    if (until) return { outcome: 'locked', until };
    const { status, consecutiveFailures } = factor.state;
    if (status === 'disabled' || consecutiveFailures >= failuresUntilDisabled)
      return { outcome: 'locked', until: null };
    const spent = budget.spend(at);
    this.store.budgets.set(keyOf(spent), spent.state);
    this.fail(factor.state.id, 1);
    return { outcome: 'counted', lockedUntil: spent.state.lockedUntil };
  }

  private fail(factorId: string, by: 1 | -1): void {
    const stored = this.store.factors.get(factorId);
    if (!stored) return;
    this.store.factors.set(stored.id, { ...stored, consecutiveFailures: Math.max(0, stored.consecutiveFailures + by) });
  }

  private asked(situation: Situation) {
    const { challenge } = situation;
    const factor: Factor | null = situation.factor(challenge?.state.factorId ?? null);
    if (!challenge || !factor) throw new Error('the situation asks for nothing');
    return { challenge, factor, budget: situation.budget(challenge.attemptSubject) };
  }
}

const keyOf = ({ state }: AttemptBudget) => `${state.accountId} ${state.subject} ${state.source}`;
