import type { AccountId } from '@postern/kernel';
import fc from 'fast-check';
import { listedMembers, RolloutWorld, type MailFate } from './testing/index.js';
import { windowChunks } from './chunk.js';

interface Person {
  state: 'active' | 'disabled' | 'closed';
  usable: boolean;
  ready: boolean;
  fate: MailFate;
}
type Event =
  | { kind: 'deliver'; index: number; how: 'once' | 'twice' | 'lose' }
  | { kind: 'steer'; how: 'pause' | 'resume' }
  | { kind: 'wait'; seconds: number }
  | { kind: 'remind' };

const often = <Value>(usual: Value, ...others: Value[]) =>
  fc.oneof({ arbitrary: fc.constant(usual), weight: 6 }, ...others.map((other) => fc.constant(other)));
const person: fc.Arbitrary<Person> = fc.record({
  state: often<Person['state']>('active', 'disabled', 'closed'),
  usable: often(true, false),
  ready: often(false, true),
  fate: often<MailFate>('taken', 'refused', 'passing'),
});
const delivery = fc.record({
  kind: fc.constant('deliver' as const),
  index: fc.nat(30),
  how: often<'once' | 'twice' | 'lose'>('once', 'twice', 'lose'),
});
const event: fc.Arbitrary<Event> = fc.oneof(
  { arbitrary: delivery, weight: 12 },
  fc.record({ kind: fc.constant('steer' as const), how: fc.constantFrom('pause' as const, 'resume' as const) }),
  fc.record({ kind: fc.constant('wait' as const), seconds: fc.constantFrom(5, 61, 300) }),
  fc.constant({ kind: 'remind' as const }),
);

function populate(world: RolloutWorld, people: readonly Person[]): Map<AccountId, Person> {
  const listed = listedMembers(people.length);
  const known = new Map<AccountId, Person>();
  for (const [index, { state, usable, ready, fate }] of people.entries()) {
    const member = { ...(listed[index] as (typeof listed)[number]), state, addressUsable: usable };
    world.add(member);
    world.fates.set(member.accountId, fate);
    if (ready) world.store.ready.add(member.accountId);
    known.set(member.accountId, people[index] as Person);
  }
  return known;
}

async function act(world: RolloutWorld, happening: Event): Promise<void> {
  if (happening.kind === 'deliver') await world.deliver(happening.index, happening.how);
  else if (happening.kind === 'steer') await world.steer(happening.how);
  else if (happening.kind === 'wait') world.wait(happening.seconds);
  else await world.remind();
}

const obstacleOf = ({ state, usable, ready, fate }: Person): string | null => {
  if (ready) return null;
  if (state !== 'active') return `account.${state}`;
  if (!usable) return 'email.unusable';
  return { taken: null, refused: 'email.refused', passing: 'delivery.failed' }[fate];
};
const standings = (world: RolloutWorld) => [...(world.store.held.get(world.id)?.members.values() ?? [])];

/** What holds at every moment, whatever has happened. */
function check(world: RolloutWorld): void {
  const { members, succeeded, failed, skipped, openChunks, asked, listRead, state } = world.rollout;
  const all = standings(world);
  const having = (wanted: string) => all.filter((member) => member.state === wanted).length;
  // Nobody is counted twice, and the counts are those of the rows.
  expect({ members, succeeded, failed, skipped }).toEqual({
    members: all.length,
    succeeded: having('succeeded'),
    failed: having('failed'),
    skipped: having('skipped'),
  });
  const chunks = [...world.store.chunkStates.values()];
  expect(chunks.filter(({ status }) => status === 'sent')).toHaveLength(openChunks);
  expect(openChunks).toBeLessThanOrEqual(windowChunks);
  if (state === 'cancelled') return;
  // It is over if and only if the list is read and no chunk is open.
  expect(state.startsWith('complete')).toBe(listRead && !asked && openChunks === 0);
}

/** Nobody is told twice in one round: each message has one id, and each round one message for a person. */
function checkMessages(world: RolloutWorld, rounds: number): void {
  const times = new Map<AccountId, number>();
  for (const account of world.delivered.values()) times.set(account, (times.get(account) ?? 0) + 1);
  for (const count of times.values()) expect(count).toBeLessThanOrEqual(rounds);
}

describe('a rollout, whatever is lost, late or repeated', () => {
  it('prepares everybody once, names those who failed, and after a retry those who fail for good', async () => {
    let retried = 0;
    const run = async (people: Person[], before: Event[], after: Event[]) => {
      const world = new RolloutWorld();
      const known = populate(world, people);
      await world.begin();
      for (const happening of before) {
        await act(world, happening);
        check(world);
      }
      await world.steer('resume');
      await world.settle();
      check(world);
      expect(world.rollout).toMatchObject({ members: people.length, finishedAt: expect.any(Date) });
      for (const { accountId, code } of standings(world)) expect(code).toBe(obstacleOf(known.get(accountId) as Person));
      for (const { accountId, state } of standings(world)) {
        if (state === 'succeeded') expect([...world.delivered.values()]).toContain(accountId);
      }
      checkMessages(world, 1);
      if (world.rollout.state === 'complete') return;

      // What passes has passed; the rest is as it was.
      for (const [account, fate] of world.fates) if (fate === 'passing') world.fates.set(account, 'taken');
      const wasDone = new Set(
        standings(world).flatMap(({ state, accountId }) => (state === 'failed' ? [] : [accountId])),
      );
      const mails = world.delivered.size;
      expect(await world.steer('retry')).toMatchObject({ ok: true });
      retried++;
      for (const happening of after) {
        await act(world, happening);
        check(world);
      }
      await world.steer('resume');
      await world.settle();
      check(world);
      const permanent = [...known].filter(
        ([, person]) => obstacleOf(person) && obstacleOf(person) !== 'delivery.failed',
      );
      const left = await world.store.failures(world.id, null, 1_000);
      expect(new Set(left.map(({ accountId }) => accountId))).toEqual(new Set(permanent.map(([account]) => account)));
      expect(world.rollout).toMatchObject({
        state: permanent.length > 0 ? 'complete-with-errors' : 'complete',
        members: people.length,
      });
      for (const account of [...world.delivered.values()].slice(mails)) expect(wasDone).not.toContain(account);
      checkMessages(world, 1);
    };
    const events = fc.array(event, { maxLength: 60, size: 'max' });
    const people = fc.array(person, { maxLength: 50, size: 'max' });
    await fc.assert(fc.asyncProperty(people, events, events, run), { numRuns: 400 });
    // Otherwise the property would hold of nothing.
    expect(retried).toBeGreaterThan(100);
  });

  it('cancelled at any moment, it writes to nobody new, and still counts what was under way', async () => {
    const run = async (people: Person[], events: Event[], rest: Event[]) => {
      const world = new RolloutWorld();
      populate(world, people);
      await world.begin();
      for (const happening of events) await act(world, happening);
      if (!(await world.steer('cancel')).ok) return;
      const known = world.rollout.members;
      const sent = world.store.sent.length;
      for (const happening of [...rest, { kind: 'remind' as const }]) {
        await act(world, happening);
        check(world);
      }
      expect(world.rollout).toMatchObject({ state: 'cancelled', members: known });
      expect(world.store.sent).toHaveLength(sent);
      for (const how of ['pause', 'resume', 'retry', 'cancel'] as const) {
        expect(await world.steer(how)).toMatchObject({ ok: false, code: 'rollout.state_refused' });
      }
    };
    const events = fc.array(event, { maxLength: 40, size: 'max' });
    await fc.assert(fc.asyncProperty(fc.array(person, { maxLength: 40, size: 'max' }), events, events, run), {
      numRuns: 200,
    });
  });
});
