import { AuditChain, type Sealed } from '../audit/audit-chain.js';
import { AuditMacs, type AuditSeal, type ChainEnd, type SealableEntry } from '../audit/audit-seal.js';

const size = 2n ** 250n;

/** Without a secret, and of one value exactly when the text is the same. */
export class PlainMacs extends AuditMacs {
  readonly currentKeyId: string;
  private readonly keys: readonly string[];

  constructor(...keys: string[]) {
    super();
    this.keys = keys;
    this.currentKeyId = keys[0] ?? 'k1';
  }

  of(keyId: string, text: string): string | undefined {
    if (!this.keys.includes(keyId)) return undefined;
    let mixed = 0n;
    for (const sign of `${keyId}:${text}`) mixed = (mixed * 1_000_003n + BigInt(sign.codePointAt(0) ?? 0)) % size;
    // Every letter must tell in the first places too.
    for (let turn = 0; turn < 3; turn++) mixed = ((mixed ^ (mixed >> 125n)) * 1_000_003n ** 13n) % size;
    return mixed.toString(36).padStart(49, '0').slice(-43);
  }
}

/** The chain over entries that a test puts into `record`. */
export class InMemoryAuditChain extends AuditChain {
  record: SealableEntry[] = [];
  stored: AuditSeal[] = [];
  readonly kept: { anchor: ChainEnd | undefined; head: ChainEnd | undefined } = { anchor: undefined, head: undefined };
  private busy = false;
  private readonly sealed = new Set<string>();

  async extend(
    limit: number,
    make: (entries: readonly SealableEntry[], head: ChainEnd | undefined) => Sealed,
  ): Promise<number> {
    if (this.busy) return 0;
    this.busy = true;
    await new Promise((resolve) => setImmediate(resolve));
    const entries = this.record
      .filter(({ id }) => !this.sealed.has(id))
      .sort((a, b) => Number(a.id) - Number(b.id))
      .slice(0, limit);
    if (entries.length > 0) {
      const { seal, head } = make(entries, this.kept.head);
      this.stored.push(seal);
      seal.ids.forEach((id) => this.sealed.add(id));
      this.kept.head = head;
    }
    this.busy = false;
    return entries.length;
  }

  async ends(): Promise<{ anchor: ChainEnd | undefined; head: ChainEnd | undefined }> {
    return { ...this.kept };
  }

  async seals(after: number, limit: number): Promise<AuditSeal[]> {
    return this.stored.filter(({ number }) => number > after).slice(0, limit);
  }

  async entries(ids: readonly string[]): Promise<SealableEntry[]> {
    return this.record.filter(({ id }) => ids.includes(id));
  }

  async retire(before: Date, limit: number, anchor: (last: AuditSeal) => ChainEnd): Promise<number> {
    const young = this.stored.findIndex(({ sealedAt }) => sealedAt >= before);
    const old = this.stored.slice(0, Math.min(young === -1 ? this.stored.length : young, limit));
    const last = old.at(-1);
    if (!last) return 0;
    const gone = new Set(old.flatMap(({ ids }) => ids));
    this.record = this.record.filter(({ id }) => !gone.has(id));
    this.stored = this.stored.filter(({ number }) => number > last.number);
    this.kept.anchor = anchor(last);
    return old.length;
  }
}
