import type { AccountId } from '@postern/kernel';
import type { ChunkId, OrganizationId, RolloutId } from '../../ids.js';
import { Chunk, chunkSize, type ChunkState } from '../chunk.js';
import { Chunks, type ChunkGround, type WaitingMembers } from '../chunks.js';
import type { JudgedMember, PageFacts, Recipient, WaitingMember } from '../preparation.js';
import type { OrganizationPolicy } from '../../policy/organization-policy.js';
import { InMemoryOrganizationPolicies } from '../../testing/in-memory-organization-policies.js';
import { Rollout, type RolloutState, type StillFailed } from '../rollout.js';
import type { RolloutTurn } from '../rollout.events.js';
import { Rollouts, type FailedMember, type FoundRollout } from '../rollouts.js';

interface Held {
  state: RolloutState;
  version: number;
  members: Map<AccountId, JudgedMember & { chunkId: ChunkId }>;
}

/** What has gone out, oldest first. */
export type Sent =
  | { to: 'identity'; name: 'organization.policy_changed'; organizationId: OrganizationId }
  | { to: 'identity'; name: 'rollout.changed'; rolloutId: RolloutId; what: RolloutTurn; actor: AccountId | null }
  | { to: 'identity'; name: 'list-members'; rolloutId: RolloutId; chunk: ChunkState }
  | { to: 'notifications'; name: 'send-messages'; chunkId: ChunkId; recipients: (Recipient & { messageId: string })[] };

/** The stores of rollouts, and what identity and notifications would find in their queues. */
export class InMemoryRollouts extends Rollouts {
  readonly held = new Map<RolloutId, Held>();
  readonly chunkStates = new Map<ChunkId, ChunkState>();
  readonly sent: Sent[] = [];
  /** Who has an allowed method. */
  readonly ready = new Set<AccountId>();
  /** How each member is written to; what the copy of the member list is for. */
  readonly recipients = new Map<AccountId, Recipient>();
  readonly chunks: Chunks = new InMemoryChunks(this);
  private readonly versions = new WeakMap<Rollout, number>();

  constructor(readonly policies = new InMemoryOrganizationPolicies()) {
    super();
  }

  async begin(rollout: Rollout, by: AccountId, at: Date): Promise<{ begun: boolean; rollout: Rollout }> {
    const { organizationId } = rollout.state;
    const running = this.running(organizationId);
    if (running) return { begun: false, rollout: this.load(running.id) };
    const policy = this.policies.load(organizationId);
    const { revision } = policy.state;
    policy.require(by, at);
    if (policy.state.revision !== revision) this.keep(policy);
    this.write(rollout, 1);
    return { begun: true, rollout };
  }

  async withdraw(policy: OrganizationPolicy, by: AccountId, at: Date): Promise<'saved' | 'conflict'> {
    if (this.keep(policy) === 'conflict') return 'conflict';
    const running = this.running(policy.state.organizationId);
    if (running) {
      const rollout = this.load(running.id);
      rollout.cancel(by, at);
      this.write(rollout, (this.held.get(running.id) as Held).version + 1);
    }
    return 'saved';
  }

  async of(organizationId: OrganizationId): Promise<Rollout[]> {
    return [...this.held.values()]
      .filter(({ state }) => state.organizationId === organizationId)
      .map(({ state }) => this.load(state.id))
      .sort((a, b) => b.state.startedAt.getTime() - a.state.startedAt.getTime())
      .slice(0, 100);
  }

  async find(organizationId: OrganizationId, id: RolloutId | null): Promise<FoundRollout | null> {
    const held = id ? this.held.get(id)?.state : this.running(organizationId);
    if (held?.organizationId !== organizationId) return null;
    const required = this.policies.load(organizationId).isRequired;
    return { rollout: this.load(held.id), next: this.stillFailed(held.id), required };
  }

  async save(rollout: Rollout): Promise<'saved' | 'overtaken' | 'another-runs'> {
    const { id, organizationId } = rollout.state;
    const held = this.held.get(id);
    if (!held || held.version !== this.versions.get(rollout)) return 'overtaken';
    const running = this.running(organizationId);
    if (rollout.isRunning && running && running.id !== id) return 'another-runs';
    const goesOn = held.state.state !== 'processing' && rollout.state.state === 'processing';
    if (goesOn && !this.policies.load(organizationId).isRequired) return 'overtaken';
    this.write(rollout, held.version + 1);
    return 'saved';
  }

  async failures(id: RolloutId, after: AccountId | null, limit: number): Promise<FailedMember[]> {
    return [...(this.held.get(id)?.members.values() ?? [])]
      .filter(({ state, accountId }) => state === 'failed' && (!after || accountId > after))
      .sort(byAccount)
      .slice(0, limit)
      .map(({ accountId, code }) => ({
        accountId,
        username: this.recipients.get(accountId)?.username ?? '',
        code: code as NonNullable<typeof code>,
      }));
  }

  load(id: RolloutId): Rollout {
    const { state, version } = this.held.get(id) as Held;
    const rollout = Rollout.restore(state);
    this.versions.set(rollout, version);
    return rollout;
  }

  stillFailed(id: RolloutId): StillFailed {
    const { state, members } = this.held.get(id) as Held;
    const { beforeRound, after } = Rollout.restore(state).stillFailedFrom;
    return [...members.values()]
      .filter((member) => member.state === 'failed' && member.round < beforeRound)
      .filter(({ accountId }) => !after || accountId > after)
      .sort(byAccount)
      .slice(0, chunkSize)
      .map(({ accountId }) => accountId);
  }

  private running(organizationId: OrganizationId): RolloutState | undefined {
    const states = [...this.held.values()].map(({ state }) => state);
    return states.find((state) => state.organizationId === organizationId && Rollout.restore(state).isRunning);
  }

  private keep(policy: OrganizationPolicy): 'saved' | 'conflict' {
    const kept = this.policies.keep(policy);
    const { organizationId } = policy.state;
    if (kept === 'saved') this.sent.push({ to: 'identity', name: 'organization.policy_changed', organizationId });
    return kept;
  }

  private write(rollout: Rollout, version: number): void {
    const { id: rolloutId, round } = rollout.state;
    const members = this.held.get(rolloutId)?.members ?? new Map();
    this.held.set(rolloutId, { state: rollout.state, version, members });
    for (const event of rollout.pullEvents()) {
      if (event.type === 'rollout.changed') {
        const { what, actor } = event;
        this.sent.push({ to: 'identity', name: 'rollout.changed', rolloutId, what, actor });
        continue;
      }
      const chunk = event.chunk.state;
      this.chunkStates.set(chunk.id, chunk);
      if (event.type === 'chunk.asked') this.sent.push({ to: 'identity', name: 'list-members', rolloutId, chunk });
      if ('members' in event) {
        for (const member of event.members) members.set(member.accountId, { ...member, chunkId: chunk.id });
      }
      if ('recipients' in event && event.recipients.length > 0) {
        const recipients = event.recipients.map((recipient) => ({
          ...recipient,
          messageId: messageIdOf(rolloutId, round, recipient.accountId),
        }));
        this.sent.push({ to: 'notifications', name: 'send-messages', chunkId: chunk.id, recipients });
      }
    }
  }
}

export class InMemoryChunks extends Chunks {
  constructor(private readonly store: InMemoryRollouts) {
    super();
  }

  async forPage(id: ChunkId, accounts: readonly AccountId[]): Promise<(ChunkGround & PageFacts) | null> {
    const ground = this.ground(id);
    if (!ground) return null;
    const known = this.store.held.get(ground.rollout.state.id)?.members ?? new Map();
    return {
      ...ground,
      ready: new Set(accounts.filter((account) => this.store.ready.has(account))),
      known: new Map([...known].filter(([account]) => accounts.includes(account))),
    };
  }

  async forAnswer(id: ChunkId): Promise<(ChunkGround & { waiting: WaitingMembers }) | null> {
    const ground = this.ground(id);
    if (!ground) return null;
    const { id: rolloutId } = ground.rollout.state;
    const { round } = ground.chunk.state;
    const members = [...(this.store.held.get(rolloutId)?.members.values() ?? [])];
    const waiting = members
      .filter(({ state, chunkId }) => state === 'pending' && chunkId === id)
      .map(({ accountId }): [string, WaitingMember] => [
        messageIdOf(rolloutId, round, accountId),
        { accountId, recipient: this.store.recipients.get(accountId) ?? null },
      ]);
    return { ...ground, waiting: new Map(waiting) };
  }

  async overdue(before: Date, limit: number): Promise<ChunkId[]> {
    return [...this.store.chunkStates.values()]
      .filter(({ status, askedAt }) => status !== 'done' && askedAt < before)
      .filter(({ id, rolloutId, status }) => {
        const rollout = this.store.load(rolloutId);
        return rollout.isRunning && (status === 'sent' || rollout.state.asked === id);
      })
      .sort((a, b) => a.askedAt.getTime() - b.askedAt.getTime())
      .slice(0, limit)
      .map(({ id }) => id);
  }

  private ground(id: ChunkId): ChunkGround | null {
    const state = this.store.chunkStates.get(id);
    if (!state) return null;
    const { rolloutId } = state;
    return {
      rollout: this.store.load(rolloutId),
      chunk: Chunk.restore(state),
      next: this.store.stillFailed(rolloutId),
    };
  }
}

/** The same for the same message, whoever sends it again. */
export const messageIdOf = (rolloutId: RolloutId, round: number, accountId: AccountId): string =>
  `${rolloutId}/${round}/${accountId}`;

const byAccount = (a: { accountId: string }, b: { accountId: string }): number => (a.accountId < b.accountId ? -1 : 1);
