import type { Clock } from '@postern/kernel';
import type { AuditChain } from '../audit/audit-chain.js';
import { chainEnd, sealEntries, type AuditMacs } from '../audit/audit-seal.js';

const batchSize = 500;
/** What is more than this waits for the next run, so that no run is long. */
const batchesAtMost = 200;

/** Joins new entries of the audit record to its chain, away from the requests that wrote them. */
export class SealAudit {
  constructor(
    private readonly chain: AuditChain,
    private readonly macs: AuditMacs,
    private readonly clock: Clock,
  ) {}

  /** @returns how many entries were sealed. */
  async execute(): Promise<number> {
    let total = 0;
    for (let batch = 0; batch < batchesAtMost; batch++) {
      const sealed = await this.chain.extend(batchSize, (entries, head) => {
        const seal = sealEntries(this.macs, entries, head, this.clock.now());
        return { seal, head: chainEnd(this.macs, 'head', seal) };
      });
      total += sealed;
      if (sealed < batchSize) break;
    }
    return total;
  }
}
