import { secondsAfter, type Clock } from '@postern/kernel';
import type { AuditChain } from '../audit/audit-chain.js';
import { chainEnd, type AuditMacs } from '../audit/audit-seal.js';

const batchSize = 20;

/** Forgets what is past keeping. The chain then begins at an anchor, so that nobody else can shorten it unseen. */
export class RetireAuditEntries {
  constructor(
    private readonly chain: AuditChain,
    private readonly macs: AuditMacs,
    private readonly clock: Clock,
    private readonly retentionDays: number,
  ) {}

  /** @returns how many seals went, each with all its entries. */
  async execute(): Promise<number> {
    const before = secondsAfter(this.clock.now(), -this.retentionDays * 24 * 60 * 60);
    let total = 0;
    for (;;) {
      const retired = await this.chain.retire(before, batchSize, (last) => chainEnd(this.macs, 'anchor', last));
      total += retired;
      if (retired < batchSize) return total;
    }
  }
}
