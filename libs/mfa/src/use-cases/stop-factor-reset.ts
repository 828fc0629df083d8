import { Clock, type AccountId } from '@postern/kernel';
import { FactorResets } from '../factor/factor-resets.js';
import type { FactorResetId, Source } from '../ids.js';

/** Somebody said no in time: the owner from the notice, or the help desk itself. */
export class StopFactorReset {
  constructor(
    private readonly resets: FactorResets,
    private readonly clock: Clock,
  ) {}

  /** False when none waits, or not this one: it was stopped before, or it is too late. `actor` is null for the owner. */
  async execute(
    accountId: AccountId,
    by: { actor: AccountId | null; source: Source | null; resetId?: FactorResetId },
  ): Promise<boolean> {
    const reset = await this.resets.waiting(accountId);
    if (!reset || (by.resetId && by.resetId !== reset.state.id)) return false;
    const notify = await this.resets.addressesOf(accountId);
    const at = this.clock.now();
    const { actor, source } = by;
    reset.stop({ accountId, flowId: null, source, actor, application: null, at, notify });
    return this.resets.stop(reset);
  }
}
