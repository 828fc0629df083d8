import type { AccountId } from '@postern/kernel';
import { FactorLabels } from '../factor/factor-labels.js';
import { Factor } from '../factor/factor.js';
import type { FactorId } from '../ids.js';
import { InMemoryStore } from './in-memory-store.js';

export class InMemoryFactorLabels extends FactorLabels {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  async rename(accountId: AccountId, factorId: FactorId, label: string): Promise<boolean> {
    await this.store.roundTrip();
    const state = this.store.factors.get(factorId);
    if (state?.accountId !== accountId || state.status === 'revoked' || state.status === 'pending') return false;
    const factor = Factor.restore(state);
    factor.rename(label);
    this.store.factors.set(factorId, factor.state);
    return true;
  }
}
