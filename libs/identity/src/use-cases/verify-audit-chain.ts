import type { AuditChain } from '../audit/audit-chain.js';
import {
  endIsWhole,
  markOf,
  sealIsWhole,
  type AuditMacs,
  type AuditSeal,
  type ChainEnd,
  type ChainEndName,
} from '../audit/audit-seal.js';

export type AuditDamage =
  | { reason: 'entry-removed' | 'entry-changed'; seal: number; entry: string }
  | { reason: 'seal-removed' | 'seal-changed'; seal: number }
  /** The newest seals are gone, or the chain is not the one whose head was noted. */
  | { reason: 'tail-removed'; seal: number }
  /** What was kept of an end of the chain is gone or not as it was. */
  | { reason: 'head-changed' | 'anchor-changed' }
  /** Nothing can be said: the key under which this was sealed is not configured any more. */
  | { reason: 'key-missing'; key: string };

/** The newest seal. Whoever keeps a note of it elsewhere sees later whether the chain still leads to it. */
export type ChainHead = Pick<ChainEnd, 'number' | 'digest'>;

export type VerifyAuditChainOutcome =
  | { outcome: 'intact'; entries: number; seals: number; head: ChainHead | null }
  | { outcome: 'broken'; at: AuditDamage };

class Damaged extends Error {
  constructor(readonly damage: AuditDamage) {
    super(damage.reason);
  }
}

const pageSize = 50;

/** Walks the whole chain and stops at the first place that is not as it was sealed. */
export class VerifyAuditChain {
  constructor(
    private readonly chain: AuditChain,
    private readonly macs: AuditMacs,
  ) {}

  /** @param noted a head that was kept elsewhere. */
  async execute(noted?: ChainHead): Promise<VerifyAuditChainOutcome> {
    const ends = await this.chain.ends();
    try {
      return await this.walk(ends, noted);
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      // The beginning may have gone its proper way meanwhile: that is no damage.
      const { anchor } = await this.chain.ends();
      if (anchor?.digest !== ends.anchor?.digest) return this.execute(noted);
      return { outcome: 'broken', at: error.damage };
    }
  }

  private async walk(
    { anchor, head }: Record<ChainEndName, ChainEnd | undefined>,
    noted: ChainHead | undefined,
  ): Promise<VerifyAuditChainOutcome> {
    if (anchor) this.checkEnd('anchor', anchor);
    let last: ChainHead | null = anchor ?? null;
    let [entries, seals] = [0, 0];
    for (;;) {
      // Seals that are made meanwhile count as well, as long as they end at the head that is read below.
      const page = await this.chain.seals(last?.number ?? 0, pageSize);
      for (const seal of page) {
        await this.checkSeal(seal, last);
        if (seal.number === noted?.number && seal.digest !== noted.digest) {
          throw new Damaged({ reason: 'tail-removed', seal: seal.number });
        }
        last = { number: seal.number, digest: seal.digest };
        entries += seal.ids.length;
        seals += 1;
      }
      if (page.length < pageSize) break;
    }
    this.checkHead(head, last, noted);
    return { outcome: 'intact', entries, seals, head: last && { number: last.number, digest: last.digest } };
  }

  private async checkSeal(seal: AuditSeal, last: ChainHead | null): Promise<void> {
    const number = (last?.number ?? 0) + 1;
    if (seal.number !== number) throw new Damaged({ reason: 'seal-removed', seal: number });
    this.checkKey(seal.keyId);
    if (seal.previous !== (last?.digest ?? '') || !sealIsWhole(this.macs, seal)) {
      throw new Damaged({ reason: 'seal-changed', seal: number });
    }
    const found = new Map((await this.chain.entries(seal.ids)).map((entry) => [entry.id, entry]));
    seal.ids.forEach((id, index) => {
      const entry = found.get(id);
      if (!entry) throw new Damaged({ reason: 'entry-removed', seal: number, entry: id });
      if (markOf(this.macs, seal.keyId, entry) !== seal.marks[index]) {
        throw new Damaged({ reason: 'entry-changed', seal: number, entry: id });
      }
    });
  }

  private checkHead(head: ChainEnd | undefined, last: ChainHead | null, noted: ChainHead | undefined): void {
    if (head) this.checkEnd('head', head);
    else if (last) throw new Damaged({ reason: 'head-changed' });
    const reached = last?.number ?? 0;
    const expected = Math.max(head?.number ?? 0, noted?.number ?? 0);
    if (expected > reached) throw new Damaged({ reason: 'tail-removed', seal: reached + 1 });
    if (head && head.number === reached && head.digest !== last?.digest) throw new Damaged({ reason: 'head-changed' });
  }

  private checkEnd(name: ChainEndName, end: ChainEnd): void {
    this.checkKey(end.keyId);
    if (!endIsWhole(this.macs, name, end)) throw new Damaged({ reason: `${name}-changed` });
  }

  private checkKey(keyId: string): void {
    if (this.macs.of(keyId, '') === undefined) throw new Damaged({ reason: 'key-missing', key: keyId });
  }
}
