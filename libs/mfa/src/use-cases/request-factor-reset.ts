import { Clock, DomainError } from '@postern/kernel';
import { FactorReset } from '../factor/factor-reset.js';
import { FactorResets } from '../factor/factor-resets.js';
import type { Subject } from '../flow/subject.js';
import type { Source } from '../ids.js';

/** The help desk begins a reset. A second request does not begin the waiting anew. */
export class RequestFactorReset {
  constructor(
    private readonly resets: FactorResets,
    private readonly clock: Clock,
  ) {}

  async execute({ accountId, actor, application }: Subject, source: Source): Promise<FactorReset> {
    const notify = await this.resets.addressesOf(accountId);
    const at = this.clock.now();
    for (let tries = 0; tries < 3; tries++) {
      const waiting = await this.resets.waiting(accountId);
      if (waiting) return waiting;
      const context = { accountId, flowId: null, source, actor, application: application?.slug ?? null, at, notify };
      const reset = FactorReset.request(context);
      if (await this.resets.begin(reset)) return reset;
    }
    throw new DomainError('factor_reset.contended');
  }
}
