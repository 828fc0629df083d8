import { newId, secondsAfter, type AccountId } from '@postern/kernel';
import type { ChunkId, OrganizationId, RolloutId } from '../../ids.js';
import type { OrganizationPolicies } from '../../policy/organization-policies.js';
import { nothing } from '../../policy/policy-values.js';
import { noon } from '../../testing/builders.js';
import type { Chunks } from '../chunks.js';
import type { JudgedMember, ListedMember, RolloutFailure } from '../preparation.js';
import { Rollout, type MemberPage } from '../rollout.js';
import type { FoundRollout, Rollouts } from '../rollouts.js';

export interface RolloutsHarness {
  rollouts: Rollouts;
  policies: OrganizationPolicies;
  chunks: Chunks;
  /** These have an active method that the organization allows. */
  ready(...accounts: AccountId[]): Promise<void>;
  /** These are members, as the copy of the list has it. */
  copied(organizationId: OrganizationId, members: readonly ListedMember[]): Promise<void>;
  /** Names of what went out, sorted: a transaction has no order inside. */
  told(): Promise<string[]>;
}

/** In the order of the member list. */
export const listedMembers = (count: number, changes: Partial<ListedMember> = {}): ListedMember[] =>
  Array.from({ length: count }, () => newId<AccountId>())
    .sort()
    .map((accountId, number) => ({
      accountId,
      username: `member-${number}`,
      email: `member-${number}@example.org`,
      addressUsable: true,
      locale: 'en',
      state: 'active',
      ...changes,
    }));

export const pageOf = (members: readonly ListedMember[], next: AccountId | null = null): MemberPage => ({
  members,
  left: [],
  next,
});

export function rolloutsContract(make: () => Promise<RolloutsHarness>): void {
  const ada = newId<AccountId>();
  const later = (seconds: number) => secondsAfter(noon, seconds);
  const organization = () => ({ id: newId<OrganizationId>(), name: 'Acme Logistics' });
  const askedOf = ({ state }: Rollout): ChunkId => state.asked as ChunkId;

  async function begun(of = organization()) {
    const harness = await make();
    const { rollouts, chunks } = harness;
    const { rollout } = await rollouts.begin(Rollout.begin(of, ada, noon), ada, noon);
    const again = async () => (await rollouts.find(of.id, rollout.state.id))?.rollout as Rollout;
    const take = async (page: MemberPage) => {
      const id = askedOf(await again());
      const accounts = [...page.members.map(({ accountId }) => accountId), ...page.left];
      const ground = await chunks.forPage(id, accounts);
      if (!ground) throw new Error('no chunk');
      const taken = ground.rollout.takePage(ground.chunk, page, ground, ground.next, later(1));
      return { id, ground, taken, saved: await rollouts.save(ground.rollout) };
    };
    const settle = async (id: ChunkId, failed: ReadonlyMap<AccountId, RolloutFailure> = new Map()) => {
      const ground = await chunks.forAnswer(id);
      if (!ground) throw new Error('no chunk');
      const waiting = [...ground.waiting.values()].map(({ accountId }) => accountId);
      const settled = ground.rollout.settle(ground.chunk, waiting, failed, ground.next, later(2));
      return { waiting, settled, saved: await rollouts.save(ground.rollout) };
    };
    return { ...harness, of, id: rollout.state.id, again, take, settle };
  }

  it('begins with everything that belongs to it, and tells it as it is', async () => {
    const { again, told } = await begun();
    expect((await again()).state).toMatchObject({ state: 'processing', members: 0, round: 1, startedAt: noon });
    expect(await told()).toEqual(['list-members', 'organization.policy_changed', 'rollout.changed']);
  });

  it('race: of twenty administrators at once one begins, and all are told the same rollout', async () => {
    const { rollouts, told } = await make();
    const of = organization();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => rollouts.begin(Rollout.begin(of, ada, noon), ada, noon)),
    );
    expect(outcomes.filter(({ begun: first }) => first)).toHaveLength(1);
    expect(new Set(outcomes.map(({ rollout }) => rollout.state.id)).size).toBe(1);
    expect(await rollouts.of(of.id)).toHaveLength(1);
    expect(await told()).toHaveLength(3);
  });

  describe('where MFA is required no more', () => {
    const withdrawn = async (
      { policies }: Pick<RolloutsHarness, 'policies'>,
      { id }: Pick<ReturnType<typeof organization>, 'id'>,
    ) => {
      const policy = await policies.find(id);
      policy.change({ ...nothing, mfa: 'offered' }, ada, later(9));
      return policy;
    };

    it('ends with the policy under which it ran, in one', async () => {
      const harness = await begun();
      const { rollouts, of, again, policies, told, take } = harness;
      await take(pageOf(listedMembers(1)));
      const overtaken = await withdrawn(harness, of);
      const policy = await withdrawn(harness, of);
      expect(await rollouts.withdraw(policy, ada, later(9))).toBe('saved');
      expect((await again()).state).toMatchObject({ state: 'cancelled', finishedAt: later(9) });
      expect((await policies.find(of.id)).isRequired).toBe(false);
      expect(await rollouts.find(of.id, null)).toBeNull();
      const before = await told();
      expect(await rollouts.withdraw(overtaken, ada, later(9))).toBe('conflict');
      expect(await told()).toEqual(before);
    });

    it('says so, and neither resumes nor retries', async () => {
      for (const turn of ['resume', 'retry'] as const) {
        const harness = await begun();
        const { rollouts, of, id, take, settle, policies } = harness;
        if (turn === 'retry') await settle((await take(pageOf(listedMembers(1, { state: 'closed' })))).id);
        else {
          const running = (await rollouts.find(of.id, id))?.rollout as Rollout;
          running.pause(ada, later(3));
          await rollouts.save(running);
        }
        const found = (await rollouts.find(of.id, id)) as FoundRollout;
        expect(found.required).toBe(true);
        // Not by way of the rollout, which would end with it.
        expect(await policies.save(await withdrawn(harness, of))).toBe('saved');
        expect((await rollouts.find(of.id, id))?.required).toBe(false);
        expect(found.rollout[turn](ada, found.next, later(4))).toBe(true);
        expect(await rollouts.save(found.rollout)).toBe('overtaken');
      }
    });

    it('race: taken back while one is begun, what runs is what is required, and a new rollout is not ended', async () => {
      for (let round = 0; round < 12; round++) {
        const harness = await begun();
        const { rollouts, of, policies, again } = harness;
        // In half of the rounds nothing runs, but MFA is required.
        if (round % 2) {
          const running = await again();
          running.cancel(ada, later(1));
          await rollouts.save(running);
        }
        const policy = await withdrawn(harness, of);
        const [taken, ...outcomes] = await Promise.all([
          rollouts.withdraw(policy, ada, later(9)),
          ...Array.from({ length: 3 }, () => rollouts.begin(Rollout.begin(of, ada, later(9)), ada, later(9))),
        ]);
        const running = await rollouts.find(of.id, null);
        expect((await policies.find(of.id)).isRequired).toBe(running !== null);
        const begunAnew = outcomes.filter(({ begun: first }) => first);
        if (taken === 'saved' && running)
          expect(begunAnew.map(({ rollout }) => rollout.state.id)).toContain(running.rollout.state.id);
      }
    });

    it('race: taken back while one is retried, none runs that is not required', async () => {
      for (let round = 0; round < 8; round++) {
        const harness = await begun();
        const { rollouts, of, id, take } = harness;
        await take(pageOf(listedMembers(1, { state: 'closed' })));
        const found = (await rollouts.find(of.id, id)) as FoundRollout;
        expect(found.rollout.retry(ada, found.next, later(4))).toBe(true);
        const policy = await withdrawn(harness, of);
        const outcomes = await Promise.all([rollouts.withdraw(policy, ada, later(9)), rollouts.save(found.rollout)]);
        expect(outcomes[0]).toBe('saved');
        expect(await rollouts.find(of.id, null)).toBeNull();
      }
    });
  });

  it('keeps each organization to its own (S22)', async () => {
    const { rollouts, id, of } = await begun();
    expect(await rollouts.find(newId<OrganizationId>(), id)).toBeNull();
    expect(await rollouts.find(newId<OrganizationId>(), null)).toBeNull();
    expect(await rollouts.of(newId<OrganizationId>())).toEqual([]);
    expect((await rollouts.find(of.id, null))?.rollout.state.id).toBe(id);
    expect(await rollouts.find(of.id, newId<RolloutId>())).toBeNull();
  });

  it('keeps a page: each member as it was judged, the messages, the next request', async () => {
    const { take, again, chunks, ready, told, rollouts, id } = await begun();
    const [one, two] = listedMembers(2) as [ListedMember, ListedMember];
    const closed = listedMembers(1, { state: 'closed' });
    await ready(two.accountId);
    const { id: chunkId, saved } = await take(pageOf([one, two, ...closed], two.accountId));
    expect(saved).toBe('saved');
    expect((await again()).state).toMatchObject({ members: 3, skipped: 1, failed: 1, succeeded: 0, openChunks: 1 });
    expect((await told()).slice(0, 2)).toEqual(['list-members', 'list-members']);
    expect(await told()).toContain('send-messages');
    const waiting = (await chunks.forAnswer(chunkId))?.waiting;
    expect([...(waiting?.values() ?? [])].map(({ accountId }) => accountId)).toEqual([one.accountId]);
    expect(await rollouts.failures(id, null, 10)).toMatchObject([
      { accountId: closed[0]?.accountId, code: 'account.closed' },
    ]);
  });

  it('tells of a page whom the rollout knows already, and how', async () => {
    const { take, chunks, again } = await begun();
    const [one, two] = listedMembers(2) as [ListedMember, ListedMember];
    await take(pageOf([one], one.accountId));
    const ground = await chunks.forPage(askedOf(await again()), [one.accountId, two.accountId]);
    const pending: JudgedMember = { accountId: one.accountId, state: 'pending', code: null, round: 1 };
    expect([...(ground?.known ?? [])]).toMatchObject([[one.accountId, pending]]);
  });

  it('keeps how a chunk ended, once, and ends with it', async () => {
    const { take, settle, again, rollouts, id, told, copied, of } = await begun();
    const members = listedMembers(3);
    await copied(of.id, members);
    const refused = members[1]?.accountId as AccountId;
    const { id: chunkId } = await take(pageOf(members));
    const first = await settle(chunkId, new Map([[refused, 'email.refused']]));
    expect(first).toMatchObject({ settled: true, saved: 'saved' });
    expect(first.waiting.toSorted()).toEqual(members.map(({ accountId }) => accountId));
    expect(await settle(chunkId)).toMatchObject({ waiting: [], settled: false });
    expect((await again()).state).toMatchObject({ state: 'complete-with-errors', succeeded: 2, failed: 1, members: 3 });
    expect(await rollouts.failures(id, null, 10)).toEqual([
      { accountId: refused, username: 'member-1', code: 'email.refused' },
    ]);
    expect((await told()).filter((name) => name === 'rollout.changed')).toHaveLength(2);
  });

  it('race: of two answers at once each is counted, the overtaken one after a second look', async () => {
    const { take, chunks, rollouts, again } = await begun();
    const [one, two] = [listedMembers(1), listedMembers(1)];
    const first = await take(pageOf(one, one[0]?.accountId));
    const second = await take(pageOf(two));
    const grounds = await Promise.all([first.id, second.id].map((id) => chunks.forAnswer(id)));
    const outcomes = await Promise.all(
      grounds.map((ground) => {
        const accounts = [...(ground?.waiting.values() ?? [])].map(({ accountId }) => accountId);
        ground?.rollout.settle(ground.chunk, accounts, new Map(), [], later(3));
        return rollouts.save(ground?.rollout as Rollout);
      }),
    );
    expect(outcomes.toSorted()).toEqual(['overtaken', 'saved']);
    expect((await again()).state).toMatchObject({ succeeded: 1, openChunks: 1, state: 'processing' });
  });

  it('writes nothing of what was overtaken', async () => {
    const { take, rollouts, of, told, again } = await begun();
    const stale = (await rollouts.find(of.id, null))?.rollout as Rollout;
    await take(pageOf(listedMembers(1)));
    const before = await told();
    stale.cancel(ada, later(5));
    expect(await rollouts.save(stale)).toBe('overtaken');
    expect((await again()).state.state).toBe('processing');
    expect(await told()).toEqual(before);
  });

  it('pages through failures, and gives the retry those of earlier rounds after its cursor', async () => {
    const { take, rollouts, id, of, again, chunks } = await begun();
    const members = listedMembers(5, { state: 'disabled' });
    await take(pageOf(members));
    const ids = members.map(({ accountId }) => accountId);
    const page = await rollouts.failures(id, null, 2);
    expect(page.map(({ accountId }) => accountId)).toEqual(ids.slice(0, 2));
    const rest = await rollouts.failures(id, ids[1] as AccountId, 10);
    expect(rest.map(({ accountId }) => accountId)).toEqual(ids.slice(2));

    const found = await rollouts.find(of.id, id);
    expect(found?.next).toEqual(ids);
    expect(found?.rollout.retry(ada, found.next, later(9))).toBe(true);
    expect(await rollouts.save(found?.rollout as Rollout)).toBe('saved');
    const ground = await chunks.forPage(askedOf(await again()), ids);
    expect(ground?.chunk.state).toMatchObject({ accounts: ids, round: 2, status: 'asked' });
    expect(ground?.next).toEqual([]);
  });

  it('does not let a retry run beside another rollout of the organization', async () => {
    const { take, rollouts, of, id } = await begun();
    await take(pageOf(listedMembers(1, { state: 'disabled' })));
    await rollouts.begin(Rollout.begin(of, ada, later(10)), ada, later(10));
    const found = await rollouts.find(of.id, id);
    found?.rollout.retry(ada, found.next, later(11));
    expect(await rollouts.save(found?.rollout as Rollout)).toBe('another-runs');
    expect((await rollouts.find(of.id, id))?.rollout.state.state).toBe('complete-with-errors');
    expect((await rollouts.of(of.id)).map(({ state }) => state.state)).toEqual(['processing', 'complete-with-errors']);
  });

  it('finds what was asked for too long ago, and only where it is still waited for', async () => {
    const { take, settle, chunks, again, rollouts, of } = await begun();
    const asked = askedOf(await again());
    expect(await chunks.overdue(noon, 10)).toEqual([]);
    expect(await chunks.overdue(later(0.5), 10)).toEqual([asked]);
    await take(pageOf(listedMembers(1)));
    expect(await chunks.overdue(later(0.5), 10)).toEqual([]);
    expect(await chunks.overdue(later(60), 10)).toEqual([asked]);
    await settle(asked);
    expect(await chunks.overdue(later(60), 10)).toEqual([]);
    const { rollout } = await rollouts.begin(Rollout.begin(of, ada, later(100)), ada, later(100));
    const fresh = (await rollouts.find(of.id, rollout.state.id))?.rollout as Rollout;
    fresh.cancel(ada, later(101));
    await rollouts.save(fresh);
    expect(await chunks.overdue(later(9_000), 10)).toEqual([]);
  });

  it('knows no chunk that there is not', async () => {
    const { chunks } = await make();
    expect(await chunks.forPage(newId<ChunkId>(), [])).toBeNull();
    expect(await chunks.forAnswer(newId<ChunkId>())).toBeNull();
  });
}
