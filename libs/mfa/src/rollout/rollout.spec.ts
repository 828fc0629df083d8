import { newId, secondsAfter, type AccountId } from '@postern/kernel';
import type { ChunkId } from '../ids.js';
import { nothing } from '../policy/policy-values.js';
import { noon } from '../testing/builders.js';
import type { ListedMember } from './preparation.js';
import { InMemoryRollouts, listedMembers, rolloutsContract, RolloutWorld } from './testing/index.js';
import { giveUpSeconds, windowChunks } from './chunk.js';

const worldOf = (count: number, pageSize = 3): RolloutWorld => {
  const world = new RolloutWorld(pageSize);
  for (const member of listedMembers(count)) world.add(member);
  return world;
};
const names = (world: RolloutWorld) => world.store.sent.map((sent) => ('what' in sent ? sent.what : sent.name));

describe('Rollout', () => {
  it('asks for pages one after the other, writes to each, and is complete', async () => {
    const world = worldOf(7);
    await world.begin();
    await world.settle();
    expect(world.rollout).toMatchObject({ state: 'complete', members: 7, succeeded: 7, failed: 0, skipped: 0 });
    expect(new Set(world.delivered.values()).size).toBe(7);
    expect(names(world).filter((name) => name === 'list-members')).toHaveLength(3);
    expect(names(world).at(-1)).toBe('complete');
  });

  it('of an organization without members is complete at once when the list says so', async () => {
    const world = worldOf(0);
    await world.begin();
    await world.settle();
    expect(world.rollout).toMatchObject({ state: 'complete', members: 0 });
  });

  it('asks for no page beyond its window, and goes on with the first answer', async () => {
    const world = worldOf(60);
    await world.begin();
    // Only identity answers; its pages arrive; the mail waits.
    const listed = () => world.messages.findIndex(({ name }) => name === 'list-members');
    for (let index = listed(); index >= 0; index = listed()) {
      await world.deliver(index);
      await world.deliver(world.underWay - 1);
    }
    expect(world.rollout).toMatchObject({ members: windowChunks * 3, openChunks: windowChunks, asked: null });
    expect(world.messages).toHaveLength(windowChunks);
    await world.deliver(0);
    await world.deliver(world.underWay - 1);
    expect(world.rollout).toMatchObject({ openChunks: windowChunks - 1, asked: expect.any(String) });
  });

  it('paused, asks for nothing, and ends what is under way; resumed, goes on', async () => {
    const world = worldOf(20);
    await world.begin();
    expect(await world.steer('pause')).toMatchObject({ ok: true });
    await world.settle();
    expect(world.rollout).toMatchObject({ state: 'paused', members: 3, succeeded: 3, openChunks: 0, asked: null });
    expect(await world.steer('pause')).toMatchObject({ ok: false, code: 'rollout.state_refused' });
    expect(await world.steer('resume')).toMatchObject({ ok: true });
    await world.settle();
    expect(world.rollout).toMatchObject({ state: 'complete', succeeded: 20 });
  });

  it('paused on its last page, is over when that is', async () => {
    const world = worldOf(2);
    await world.begin();
    await world.steer('pause');
    await world.settle();
    expect(world.rollout.state).toBe('complete');
  });

  it('retries with fresh facts: who has left is left out, who was made active again is told', async () => {
    const world = worldOf(4);
    const [one, two, three] = [...world.members.values()] as [ListedMember, ListedMember, ListedMember];
    const change = (member: ListedMember, state: 'active' | 'disabled') => world.add({ ...member, state });
    for (const member of [one, two, three]) change(member, 'disabled');
    await world.begin();
    await world.settle();
    expect(world.rollout).toMatchObject({ state: 'complete-with-errors', succeeded: 1, failed: 3 });
    change(one, 'active');
    world.members.delete(two.accountId);
    expect(await world.steer('retry')).toMatchObject({ ok: true });
    expect(world.rollout).toMatchObject({ state: 'processing', finishedAt: null, failed: 3 });
    await world.settle();
    expect(world.rollout).toMatchObject({
      state: 'complete-with-errors',
      succeeded: 2,
      failed: 1,
      skipped: 1,
      members: 4,
    });
  });

  it('neither resumes nor retries once MFA is required no more, and says so', async () => {
    const world = worldOf(2);
    const takeBack = async () => {
      const policy = await world.store.policies.find(world.organization.id);
      policy.change({ ...nothing }, world.ada, noon);
      await world.store.policies.save(policy);
    };
    await world.begin();
    await world.steer('pause');
    await takeBack();
    expect(await world.steer('resume')).toEqual({ ok: false, code: 'rollout.not_required' });
    expect(await world.steer('cancel')).toMatchObject({ ok: true });
    expect(await world.steer('retry')).toMatchObject({ ok: false, code: 'rollout.state_refused' });

    for (const member of [...world.members.values()]) world.add({ ...member, state: 'disabled' });
    await world.begin();
    await world.settle();
    await takeBack();
    expect(await world.steer('retry')).toEqual({ ok: false, code: 'rollout.not_required' });
    expect(world.rollout).toMatchObject({ state: 'complete-with-errors', failed: 2 });
  });

  it('gives up whoever is never heard of, so that it ends; a late answer changes nothing', async () => {
    const world = worldOf(2);
    await world.begin();
    await world.deliver(0);
    await world.deliver(0);
    const [id] = [...world.store.chunkStates.keys()] as [ChunkId];
    await world.deliver(0, 'lose');
    world.wait(giveUpSeconds);
    await world.remind();
    expect(world.rollout).toMatchObject({ state: 'complete-with-errors', failed: 2 });
    const failures = await world.store.failures(world.id, null, 10);
    expect(failures.map(({ code }) => code)).toEqual(['service.unavailable', 'service.unavailable']);
    expect((await world.store.chunks.forAnswer(id))?.waiting.size).toBe(0);
    await world.settle();
    expect(world.rollout.failed).toBe(2);
  });

  it('asks once more without those who have left meanwhile, and waits for nobody who is gone', async () => {
    const world = worldOf(2);
    const [one, two] = [...world.members.keys()] as [AccountId, AccountId];
    const leave = (accountId: AccountId) => world.store.recipients.delete(accountId);
    await world.begin();
    await world.deliver(0);
    await world.deliver(0);
    await world.deliver(0, 'lose');
    leave(one);
    world.wait(61);
    expect(await world.remind()).toBe(1);
    expect(world.messages).toMatchObject([{ name: 'send-messages', recipients: [{ accountId: two }] }]);
    await world.deliver(0, 'lose');
    leave(two);
    world.wait(61);
    expect(await world.remind()).toBe(1);
    expect(world.rollout).toMatchObject({ state: 'complete', members: 2, succeeded: 2, failed: 0 });
  });

  it('one that cannot be asked for again keeps no other one from it', async () => {
    const world = worldOf(5);
    await world.begin();
    await world.deliver(0);
    await world.deliver(0);
    const [first, second] = [...world.store.chunkStates.keys()] as [ChunkId, ChunkId];
    const whole = world.store.chunks.forAnswer.bind(world.store.chunks);
    world.store.chunks.forAnswer = (id) => (id === first ? Promise.reject(new Error('of its own')) : whole(id));
    world.wait(61);
    await expect(world.remind()).rejects.toThrow('of its own');
    expect(world.store.chunkStates.get(second)?.askedAt).toEqual(secondsAfter(noon, 61));
  });

  it('passes over answers about strangers', async () => {
    const world = worldOf(1);
    await world.begin();
    await world.deliver(0);
    await world.deliver(0);
    expect(world.rollout.openChunks).toBe(1);
    world.fates.set(newId<AccountId>(), 'refused');
    await world.settle();
    expect(world.rollout).toMatchObject({ succeeded: 1, failed: 0 });
  });

  it('runs once: whoever begins beside it is given the one that runs', async () => {
    const world = worldOf(1);
    const [first, second] = await Promise.all([world.begin(), world.begin()]);
    expect([first.begun, second.begun]).toEqual([true, false]);
    expect(second.rollout.state.id).toBe(first.rollout.state.id);
  });

  it('is not there for another organization (S22)', async () => {
    const world = worldOf(1);
    await world.begin();
    const stranger = worldOf(1);
    stranger.id = world.id;
    for (const how of ['pause', 'resume', 'cancel', 'retry'] as const) {
      expect(await stranger.steer(how)).toEqual({ ok: false, code: 'rollout.not_found' });
    }
  });
});

describe('InMemoryRollouts', () =>
  rolloutsContract(async () => {
    const rollouts = new InMemoryRollouts();
    return {
      rollouts,
      policies: rollouts.policies,
      chunks: rollouts.chunks,
      ready: async (...accounts) => accounts.forEach((account) => rollouts.ready.add(account)),
      copied: async (_, members) => members.forEach((member) => rollouts.recipients.set(member.accountId, member)),
      told: async () => rollouts.sent.map(({ name }) => name).toSorted(),
    };
  }));
