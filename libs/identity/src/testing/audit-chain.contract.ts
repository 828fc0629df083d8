import { secondsAfter } from '@postern/kernel';
import type { AuditChain } from '../audit/audit-chain.js';
import { chainEnd, sealEntries, type AuditSeal, type ChainEnd, type SealableEntry } from '../audit/audit-seal.js';
import { noon } from './builders.js';
import { PlainMacs } from './in-memory-audit-chain.js';

export interface ChainedRecord {
  chain: AuditChain;
  /** Puts entries into the record. */
  write(count: number): Promise<void>;
}

const macs = new PlainMacs('k1');
const sealAt = (at: Date) => (entries: readonly SealableEntry[], head: ChainEnd | undefined) => {
  const seal = sealEntries(macs, entries, head, at);
  return { seal, head: chainEnd(macs, 'head', seal) };
};

/** What every AuditChain promises. `make` gives one over an empty record. */
export const auditChainContract = (make: () => Promise<ChainedRecord>): void => {
  const days = (count: number) => secondsAfter(noon, count * 24 * 60 * 60);

  it('gives entries to be sealed once, in the order of their ids, as many as it may', async () => {
    const { chain, write } = await make();
    await write(5);
    expect([await chain.extend(3, sealAt(noon)), await chain.extend(3, sealAt(noon))]).toEqual([3, 2]);
    expect(await chain.extend(3, sealAt(noon))).toBe(0);
    const seals = await chain.seals(0, 10);
    expect(seals.map(({ number, ids, sealedAt }) => [number, ids.length, sealedAt])).toEqual([
      [1, 3, noon],
      [2, 2, noon],
    ]);
    const ids = seals.flatMap((seal) => seal.ids);
    expect(ids).toEqual([...ids].sort((a, b) => Number(a) - Number(b)));
    expect(new Set(ids).size).toBe(5);
    const { head, anchor } = await chain.ends();
    expect([head?.digest, head?.number, anchor]).toEqual([seals[1]?.digest, 2, undefined]);
  });

  it('gives back seals as they were made, after any of them', async () => {
    const { chain, write } = await make();
    for (let count = 1; count <= 4; count++) {
      await write(count);
      await chain.extend(10, sealAt(days(count)));
    }
    const all = await chain.seals(0, 10);
    expect(await chain.seals(1, 2)).toEqual(all.slice(1, 3));
    expect(all.map(({ previous }) => previous)).toEqual(['', ...all.slice(0, 3).map(({ digest }) => digest)]);
    expect(await chain.seals(4, 10)).toEqual([]);
  });

  it('tells what entries say, and not of those that are gone', async () => {
    const { chain, write } = await make();
    await write(2);
    const given: SealableEntry[] = [];
    await chain.extend(10, (entries, head) => {
      given.push(...entries);
      return sealAt(noon)(entries, head);
    });
    expect(await chain.entries([...given.map(({ id }) => id), '999999'])).toEqual(given);
  });

  it('race: of parallel callers each entry is sealed once, in one chain', async () => {
    const { chain, write } = await make();
    await write(40);
    const seal = async () => {
      for (let turn = 0; turn < 6; turn++) await chain.extend(7, sealAt(noon));
    };
    await Promise.all([seal(), seal(), seal()]);
    while ((await chain.extend(7, sealAt(noon))) > 0);
    const seals = await chain.seals(0, 100);
    expect(seals.map(({ number }) => number)).toEqual(seals.map((_, index) => index + 1));
    const ids = seals.flatMap((one) => one.ids);
    expect([ids.length, new Set(ids).size]).toEqual([40, 40]);
  });

  it('retires the oldest seals with their entries, a few at a time, and keeps the anchor', async () => {
    const { chain, write } = await make();
    for (let count = 1; count <= 4; count++) {
      await write(2);
      await chain.extend(10, sealAt(days(count)));
    }
    const all = await chain.seals(0, 10);
    const anchorOf = (last: { number: number; digest: string }) => chainEnd(macs, 'anchor', last);
    expect(await chain.retire(days(4), 2, anchorOf)).toBe(2);
    expect(await chain.retire(days(4), 2, anchorOf)).toBe(1);
    expect(await chain.retire(days(4), 2, anchorOf)).toBe(0);
    const [, , retired, kept] = all as [AuditSeal, AuditSeal, AuditSeal, AuditSeal];
    expect(await chain.seals(0, 10)).toEqual([kept]);
    expect(await chain.entries(all.slice(0, 3).flatMap(({ ids }) => ids))).toEqual([]);
    expect(await chain.entries(kept.ids)).toHaveLength(2);
    expect((await chain.ends()).anchor).toEqual(chainEnd(macs, 'anchor', retired));
  });
};
