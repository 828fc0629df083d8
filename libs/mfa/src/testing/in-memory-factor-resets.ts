import type { AccountId } from '@postern/kernel';
import { FactorReset } from '../factor/factor-reset.js';
import { FactorResets } from '../factor/factor-resets.js';
import { InMemoryStore } from './in-memory-store.js';

export class InMemoryFactorResets extends FactorResets {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  async waiting(accountId: AccountId): Promise<FactorReset | null> {
    await this.store.roundTrip();
    return this.store.waitingReset(accountId);
  }

  async begin(reset: FactorReset): Promise<boolean> {
    await this.store.roundTrip();
    if (this.store.waitingReset(reset.state.accountId)) return false;
    return this.write(reset);
  }

  async stop(reset: FactorReset): Promise<boolean> {
    await this.store.roundTrip();
    return this.waits(reset) && this.write(reset);
  }

  async apply(reset: FactorReset): Promise<boolean> {
    await this.store.roundTrip();
    const { accountId, appliedAt } = reset.state;
    if (!this.waits(reset) || !appliedAt) return false;
    this.store.takeAllFactors(accountId, appliedAt);
    return this.write(reset);
  }

  async due(at: Date, limit: number): Promise<FactorReset[]> {
    await this.store.roundTrip();
    return [...this.store.resets.values()]
      .map((state) => FactorReset.restore(state))
      .filter((reset) => reset.isDue(at))
      .sort((one, other) => one.state.takesEffectAt.getTime() - other.state.takesEffectAt.getTime())
      .slice(0, limit);
  }

  async addressesOf(accountId: AccountId): Promise<readonly string[]> {
    await this.store.roundTrip();
    const { verifiedAddress = null } = this.store.enrollments.get(accountId) ?? {};
    return verifiedAddress === null ? [] : [verifiedAddress];
  }

  private waits({ state }: FactorReset): boolean {
    return this.store.waitingReset(state.accountId)?.state.id === state.id;
  }

  private write(reset: FactorReset): true {
    this.store.resets.set(reset.state.id, reset.state);
    this.store.published.push(...reset.pullEvents());
    return true;
  }
}
