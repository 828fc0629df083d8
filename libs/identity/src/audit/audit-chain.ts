import type { AuditSeal, ChainEnd, SealableEntry } from './audit-seal.js';

export interface Sealed {
  seal: AuditSeal;
  head: ChainEnd;
}

/** The seals over the audit record. Every method fails when the store is away. */
export abstract class AuditChain {
  /**
   * Has `make` seal up to `limit` entries that no seal holds, in the order of their ids, and keeps what it answers.
   * Entries that were committed late, with an id below one that is sealed already, come with a later seal. Of several
   * callers at one moment one seals and the others get 0 at once.
   *
   * @returns how many entries were sealed.
   */
  abstract extend(
    limit: number,
    make: (entries: readonly SealableEntry[], head: ChainEnd | undefined) => Sealed,
  ): Promise<number>;

  abstract ends(): Promise<{ anchor: ChainEnd | undefined; head: ChainEnd | undefined }>;

  /** The seals after number `after`, in order. */
  abstract seals(after: number, limit: number): Promise<AuditSeal[]>;

  /** What the entries say now; those that are gone are missing. */
  abstract entries(ids: readonly string[]): Promise<SealableEntry[]>;

  /**
   * Removes the oldest seals, up to `limit`, that were made before a moment, together with their entries: the only way in
   * which an entry ever goes. `anchor` makes the new beginning of the chain from the last one removed.
   *
   * @returns how many seals were removed.
   */
  abstract retire(before: Date, limit: number, anchor: (last: AuditSeal) => ChainEnd): Promise<number>;
}
