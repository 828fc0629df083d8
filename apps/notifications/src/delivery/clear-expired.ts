import { Clock } from '@postern/kernel';

/** Records that are worth nothing after a while. */
export interface Forgettable {
  /** Forgets what is older than that moment, in batches; may be called by many at once. @returns how many are gone */
  forgetBefore(moment: Date): Promise<number>;
}

const dayMs = 24 * 3600 * 1000;

/** Forgets what was sent longer ago than the installation wants to remember. Doing it again, or twice at once, does no harm. */
export class ClearExpired {
  /** @param retentionDays how long a record is kept from the moment that its message was queued */
  constructor(
    private readonly records: readonly Forgettable[],
    private readonly retentionDays: number,
    private readonly clock: Clock,
  ) {}

  /** @returns how many records are gone */
  async execute(): Promise<number> {
    const moment = new Date(this.clock.now().getTime() - this.retentionDays * dayMs);
    let gone = 0;
    for (const records of this.records) gone += await records.forgetBefore(moment);
    return gone;
  }
}
