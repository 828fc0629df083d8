import { FixedClock } from '@postern/kernel/testing';
import type { SealableEntry } from '../audit/audit-seal.js';
import { noon } from '../testing/builders.js';
import { InMemoryAuditChain, PlainMacs } from '../testing/in-memory-audit-chain.js';
import { RetireAuditEntries } from './retire-audit-entries.js';
import { SealAudit } from './seal-audit.js';
import { VerifyAuditChain } from './verify-audit-chain.js';

const day = 24 * 60 * 60;

const given = async (batches: number[] = [3, 2, 4]) => {
  const chain = new InMemoryAuditChain();
  const macs = new PlainMacs('k1');
  const clock = new FixedClock(noon);
  const seal = new SealAudit(chain, macs, clock);
  const verify = new VerifyAuditChain(chain, macs);
  const retire = new RetireAuditEntries(chain, macs, clock, 400);
  let next = 1;
  const write = (count: number) => {
    for (let written = 0; written < count; written++) {
      chain.record.push({ id: String(next), text: `entry ${next}` });
      next += 1;
    }
  };
  for (const count of batches) {
    write(count);
    await seal.execute();
    clock.advance(day);
  }
  return { chain, macs, clock, seal, verify, retire, write };
};

describe('SealAudit', () => {
  it('seals each entry once, in order, on top of all before', async () => {
    const { chain, seal, verify } = await given();
    expect(chain.stored.map(({ number, ids }) => [number, ids])).toEqual([
      [1, ['1', '2', '3']],
      [2, ['4', '5']],
      [3, ['6', '7', '8', '9']],
    ]);
    expect(await seal.execute()).toBe(0);
    expect(await verify.execute()).toMatchObject({ outcome: 'intact', entries: 9, seals: 3, head: { number: 3 } });
  });

  it('seals a long queue of entries in batches', async () => {
    const { chain, seal, write } = await given([]);
    write(1201);
    expect(await seal.execute()).toBe(1201);
    expect(chain.stored.map(({ ids }) => ids.length)).toEqual([500, 500, 201]);
  });

  it('race: of two sealers at one moment one seals', async () => {
    const { chain, seal, verify, write } = await given([]);
    write(10);
    expect((await Promise.all([seal.execute(), seal.execute()])).sort()).toEqual([0, 10]);
    expect(chain.stored).toHaveLength(1);
    expect(await verify.execute()).toMatchObject({ outcome: 'intact', entries: 10 });
  });

  it('seals what was committed late with a seal of its own', async () => {
    const { chain, seal, verify } = await given();
    chain.record.push({ id: '0', text: 'late' });
    expect(await seal.execute()).toBe(1);
    expect(chain.stored.at(-1)).toMatchObject({ number: 4, ids: ['0'] });
    expect(await verify.execute()).toMatchObject({ outcome: 'intact', entries: 10 });
  });

  it('S28: goes on under a new key, and old seals hold as long as theirs is there', async () => {
    const { chain, clock, write } = await given();
    write(1);
    const both = new PlainMacs('k2', 'k1');
    await new SealAudit(chain, both, clock).execute();
    expect(await new VerifyAuditChain(chain, both).execute()).toMatchObject({ outcome: 'intact', seals: 4 });
    expect(await new VerifyAuditChain(chain, new PlainMacs('k2')).execute()).toEqual({
      outcome: 'broken',
      at: { reason: 'key-missing', key: 'k1' },
    });
  });
});

describe('VerifyAuditChain finds', () => {
  type Given = Awaited<ReturnType<typeof given>>;
  const broken = async ({ verify }: Given) => {
    const result = await verify.execute();
    return result.outcome === 'broken' ? result.at : result.outcome;
  };
  const without = ({ chain }: Given, ...ids: string[]) => {
    chain.record = chain.record.filter(({ id }) => !ids.includes(id));
  };

  it('a removed entry, by its id', async () => {
    const all = await given();
    without(all, '5', '8');
    expect(await broken(all)).toEqual({ reason: 'entry-removed', seal: 2, entry: '5' });
  });

  it('a changed entry, by its id', async () => {
    const all = await given();
    all.chain.record[6]!.text = 'somebody else did it';
    expect(await broken(all)).toEqual({ reason: 'entry-changed', seal: 3, entry: '7' });
  });

  it('two entries that changed places', async () => {
    const all = await given();
    const [one, other] = all.chain.record as [SealableEntry, SealableEntry];
    [one.text, other.text] = [other.text, one.text];
    expect(await broken(all)).toMatchObject({ reason: 'entry-changed', entry: '1' });
  });

  it('a seal that was taken out, with its entries', async () => {
    const all = await given();
    all.chain.stored = all.chain.stored.filter(({ number }) => number !== 2);
    without(all, '4', '5');
    expect(await broken(all)).toEqual({ reason: 'seal-removed', seal: 2 });
  });

  it('a seal that forgot an entry together with it', async () => {
    const all = await given();
    const seal = all.chain.stored[2]!;
    all.chain.stored[2] = { ...seal, ids: seal.ids.slice(1), marks: seal.marks.slice(1) };
    without(all, '6');
    expect(await broken(all)).toEqual({ reason: 'seal-changed', seal: 3 });
  });

  it('a seal made by whoever has no key', async () => {
    const all = await given();
    all.chain.stored[2] = { ...all.chain.stored[2]!, digest: 'x'.repeat(43) };
    expect(await broken(all)).toEqual({ reason: 'seal-changed', seal: 3 });
  });

  it('a cut tail, entries and seals together', async () => {
    const all = await given();
    all.chain.stored.pop();
    without(all, '6', '7', '8', '9');
    expect(await broken(all)).toEqual({ reason: 'tail-removed', seal: 3 });
  });

  it('that everything is gone', async () => {
    const all = await given();
    all.chain.stored = [];
    all.chain.record = [];
    expect(await broken(all)).toEqual({ reason: 'tail-removed', seal: 1 });
  });

  it('a head that was turned back with the tail, where a later head was noted', async () => {
    const all = await given();
    const early = { ...all.chain.kept.head! };
    all.write(2);
    await all.seal.execute();
    const noted = { number: all.chain.kept.head!.number, digest: all.chain.kept.head!.digest };
    all.chain.stored.pop();
    without(all, '10', '11');
    all.chain.kept.head = early;
    expect(await broken(all)).toBe('intact');
    expect(await all.verify.execute(noted)).toEqual({ outcome: 'broken', at: { reason: 'tail-removed', seal: 4 } });
  });

  it('a missing and a forged head', async () => {
    const all = await given();
    const { head } = all.chain.kept;
    all.chain.kept.head = undefined;
    expect(await broken(all)).toEqual({ reason: 'head-changed' });
    all.chain.kept.head = { ...head!, number: 2 };
    expect(await broken(all)).toEqual({ reason: 'head-changed' });
  });
});

describe('RetireAuditEntries', () => {
  it('forgets whole seals past keeping, and the chain holds from its anchor on', async () => {
    const { chain, clock, retire, verify } = await given();
    clock.advance(397.5 * day);
    expect(await retire.execute()).toBe(1);
    expect(chain.record.map(({ id }) => id)).toEqual(['4', '5', '6', '7', '8', '9']);
    expect(await verify.execute()).toMatchObject({ outcome: 'intact', entries: 6, seals: 2 });
  });

  it('may forget everything, and sealing goes on', async () => {
    const { clock, retire, verify, write, seal } = await given();
    clock.advance(500 * day);
    expect(await retire.execute()).toBe(3);
    expect(await verify.execute()).toMatchObject({ outcome: 'intact', entries: 0, seals: 0, head: { number: 3 } });
    write(1);
    await seal.execute();
    expect(await verify.execute()).toMatchObject({ outcome: 'intact', entries: 1, head: { number: 4 } });
  });

  it('lets nobody else shorten the chain: an anchor needs the key', async () => {
    const { chain, verify } = await given();
    const [first] = chain.stored as [(typeof chain.stored)[0]];
    chain.stored.shift();
    chain.record = chain.record.slice(3);
    expect(await verify.execute()).toMatchObject({ at: { reason: 'seal-removed', seal: 1 } });
    chain.kept.anchor = { number: 1, digest: first.digest, keyId: 'k1', mac: 'guessed' };
    expect(await verify.execute()).toMatchObject({ at: { reason: 'anchor-changed' } });
  });
});
