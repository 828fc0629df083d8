import { Clock } from '@postern/kernel';
import type { FactorReset } from '../factor/factor-reset.js';
import { FactorResets } from '../factor/factor-resets.js';

const atOnce = 100;

/** Does what the help desk asked for a day ago and nobody stopped: by the clock, or when the person comes back first. */
export class ApplyFactorResets {
  constructor(
    private readonly resets: FactorResets,
    private readonly clock: Clock,
  ) {}

  /** All that are due. */
  async execute(): Promise<number> {
    let applied = 0;
    for (;;) {
      const due = await this.resets.due(this.clock.now(), atOnce);
      for (const reset of due) if (await this.apply(reset)) applied++;
      if (due.length < atOnce) return applied;
    }
  }

  /** Whether this one, if there is one, was due and is applied now, by this call or another. */
  async settle(reset: FactorReset | null): Promise<boolean> {
    if (!reset?.isDue(this.clock.now())) return false;
    await this.apply(reset);
    return true;
  }

  private async apply(reset: FactorReset): Promise<boolean> {
    const { accountId, requestedBy: actor } = reset.state;
    const notify = await this.resets.addressesOf(accountId);
    const at = this.clock.now();
    reset.apply({ accountId, flowId: null, source: null, actor, application: null, at, notify });
    return this.resets.apply(reset);
  }
}
