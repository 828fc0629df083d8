import { Aggregate, newId, type AccountId } from '@postern/kernel';
import type { ChunkId, OrganizationId, RolloutId } from '../ids.js';
import { Chunk, windowChunks } from './chunk.js';
import {
  judge,
  type JudgedMember,
  type ListedMember,
  type PageFacts,
  type RolloutFailure,
  type WaitingMember,
} from './preparation.js';
import type { RolloutEvent, RolloutTurn } from './rollout.events.js';

export interface RolloutState {
  id: RolloutId;
  organizationId: OrganizationId;
  /** Its name, for the notices. */
  organization: string;
  state: 'processing' | 'paused' | 'cancelled' | 'complete' | 'complete-with-errors';
  /** 1 at first; each retry is another one. */
  round: number;
  /** Seen in the list so far. Those who are in none of the three counts below are on their way. */
  members: number;
  succeeded: number;
  failed: number;
  skipped: number;
  /** The page that identity was asked for and has not answered. */
  asked: ChunkId | null;
  /** The last account of what was read or asked for; null: nothing yet. */
  cursor: AccountId | null;
  listRead: boolean;
  /** Chunks of which it is not known yet how their messages ended. */
  openChunks: number;
  startedAt: Date;
  finishedAt: Date | null;
}

/** A page as identity answers with it. */
export interface MemberPage {
  members: readonly ListedMember[];
  /** Asked for by name, and members no more. */
  left: readonly AccountId[];
  /** Where the next page begins; null: that was all. */
  next: AccountId | null;
}

/** Those who failed in an earlier round and come next, by account id, at most a chunk of them. Empty in the first round. */
export type StillFailed = readonly AccountId[];

/**
 * MFA is turned on for everybody in an organization. The requirement itself holds from the first moment; this is the preparation
 * of each member: told, or told apart with a reason. Whatever arrives twice, late or never, each is counted once.
 */
export class Rollout extends Aggregate<RolloutEvent> {
  private constructor(private fields: RolloutState) {
    super();
  }

  static begin(organization: { id: OrganizationId; name: string }, by: AccountId, at: Date): Rollout {
    const rollout = new Rollout({
      id: newId<RolloutId>(),
      organizationId: organization.id,
      organization: organization.name,
      state: 'processing',
      round: 1,
      members: 0,
      succeeded: 0,
      failed: 0,
      skipped: 0,
      asked: null,
      cursor: null,
      listRead: false,
      openChunks: 0,
      startedAt: at,
      finishedAt: null,
    });
    rollout.tell('begun', by, at);
    rollout.proceed([], at);
    return rollout;
  }

  static restore(state: RolloutState): Rollout {
    return new Rollout(state);
  }

  get state(): Readonly<RolloutState> {
    return this.fields;
  }

  get isRunning(): boolean {
    return this.fields.state === 'processing' || this.fields.state === 'paused';
  }

  /** Who is `StillFailed`: those who failed before that round and come after that account. Nobody where nothing is retried. */
  get stillFailedFrom(): { beforeRound: number; after: AccountId | null } {
    const { state, round, cursor } = this.fields;
    return state === 'complete-with-errors'
      ? { beforeRound: round + 1, after: null }
      : { beforeRound: round, after: cursor };
  }

  /** False, and nothing changed, for a page that nobody waits for: it came before, or the rollout was cancelled. */
  takePage(chunk: Chunk, page: MemberPage, { ready, known }: PageFacts, next: StillFailed, at: Date): boolean {
    const { round, asked } = this.fields;
    if (chunk.state.id !== asked) return false;
    const isNew = ({ accountId }: { accountId: AccountId }) => this.expects(known.get(accountId));
    const listed = page.members.filter(isNew);
    const members: JudgedMember[] = [
      ...listed.map((member) => ({ accountId: member.accountId, round, ...judge(member, ready) })),
      // There is nothing left to prepare for them.
      ...page.left
        .filter((accountId) => known.has(accountId) && isNew({ accountId }))
        .map((accountId) => ({ accountId, round, state: 'skipped' as const, code: null })),
    ];
    this.count(members, known);
    const waiting = new Set(members.filter(({ state }) => state === 'pending').map(({ accountId }) => accountId));
    chunk.prepared({ nobody: waiting.size === 0 }, at);
    const recipients = listed.filter(({ accountId }) => waiting.has(accountId));
    this.record({ type: 'chunk.prepared', chunk, members, recipients, at });
    this.change({ asked: null, openChunks: this.fields.openChunks + (waiting.size > 0 ? 1 : 0) });
    // Whoever is retried was named: the list is read when nobody is left to name.
    if (round === 1) this.change({ cursor: page.next, listRead: page.next === null });
    this.proceed(next, at);
    return true;
  }

  /**
   * How the messages to `waiting`, all of the chunk's, ended; whoever is not among the failed was sent theirs. False, and nothing
   * changed, when it was known before.
   */
  settle(
    chunk: Chunk,
    waiting: readonly AccountId[],
    failed: ReadonlyMap<AccountId, RolloutFailure>,
    next: StillFailed,
    at: Date,
  ): boolean {
    const { status, round } = chunk.state;
    if (status !== 'sent') return false;
    const members = waiting.map((accountId): JudgedMember => {
      const code = failed.get(accountId) ?? null;
      return { accountId, round, state: code ? 'failed' : 'succeeded', code };
    });
    this.count(members, new Map(members.map((member) => [member.accountId, { ...member, state: 'pending' }])));
    chunk.settled(at);
    this.record({ type: 'chunk.settled', chunk, members, at });
    this.change({ openChunks: this.fields.openChunks - 1 });
    this.proceed(next, at);
    return true;
  }

  /**
   * Nobody has answered for too long: what was asked is asked again. After hours of that, whoever was written to has failed. Who has
   * left meanwhile is not written to once more; where nobody else is in it, there is nothing to wait for.
   */
  remind(chunk: Chunk, waiting: readonly WaitingMember[], next: StillFailed, at: Date): void {
    const { id, status } = chunk.state;
    if (!this.isRunning || status === 'done' || (status === 'asked' && id !== this.fields.asked)) return;
    const recipients = waiting.flatMap(({ recipient }) => recipient ?? []);
    if (chunk.isHopeless(at) || (status === 'sent' && recipients.length === 0)) {
      const failed = recipients.map(({ accountId }): [AccountId, RolloutFailure] => [accountId, 'service.unavailable']);
      const all = waiting.map(({ accountId }) => accountId);
      this.settle(chunk, all, new Map(failed), next, at);
      return;
    }
    chunk.askedAgain(at);
    if (status === 'asked') this.record({ type: 'chunk.asked', chunk, at });
    else this.record({ type: 'chunk.repeated', chunk, recipients, at });
  }

  /** No new pages; what is under way ends. False, and nothing changed, unless it goes on. */
  pause(by: AccountId, at: Date): boolean {
    if (this.fields.state !== 'processing') return false;
    this.change({ state: 'paused' });
    this.tell('paused', by, at);
    return true;
  }

  /** False, and nothing changed, unless it is paused. */
  resume(by: AccountId, next: StillFailed, at: Date): boolean {
    if (this.fields.state !== 'paused') return false;
    this.change({ state: 'processing' });
    this.tell('resumed', by, at);
    this.proceed(next, at);
    return true;
  }

  /** Whoever was not reached yet is left alone. False, and nothing changed, when it is over. */
  cancel(by: AccountId, at: Date): boolean {
    if (!this.isRunning) return false;
    this.change({ state: 'cancelled', asked: null, finishedAt: at });
    this.tell('cancelled', by, at);
    return true;
  }

  /** Those who failed, and nobody else, once more. False, and nothing changed, unless it ended with failures. */
  retry(by: AccountId, next: StillFailed, at: Date): boolean {
    const { state, round } = this.fields;
    if (state !== 'complete-with-errors') return false;
    this.change({ state: 'processing', round: round + 1, cursor: null, listRead: false, finishedAt: null });
    this.tell('retried', by, at);
    this.proceed(next, at);
    return true;
  }

  /** In the first round whoever is new; in a later one whoever failed before it. */
  private expects(known: JudgedMember | undefined): boolean {
    const { round } = this.fields;
    return known ? known.state === 'failed' && known.round < round : round === 1;
  }

  private count(judged: readonly JudgedMember[], known: ReadonlyMap<AccountId, JudgedMember>): void {
    const counts = { ...this.fields };
    for (const { accountId, state } of judged) {
      const before = known.get(accountId);
      if (!before) counts.members++;
      if (before?.state === 'failed') counts.failed--;
      if (state !== 'pending') counts[state]++;
    }
    this.fields = counts;
  }

  /** Asks for the next page where there is room for it, and ends when there is nothing left. */
  private proceed(next: StillFailed, at: Date): void {
    const { state, asked, listRead, openChunks } = this.fields;
    if (state === 'processing' && !asked && !listRead && openChunks < windowChunks) this.ask(next, at);
    this.finish(at);
  }

  private ask(next: StillFailed, at: Date): void {
    const { id: rolloutId, round, cursor: after } = this.fields;
    const accounts = round === 1 ? null : next;
    if (accounts?.length === 0) return this.change({ listRead: true });
    const chunk = Chunk.ask({ rolloutId, round, after, accounts }, at);
    this.change({ asked: chunk.state.id, cursor: accounts?.at(-1) ?? after });
    this.record({ type: 'chunk.asked', chunk, at });
  }

  private finish(at: Date): void {
    const { asked, listRead, openChunks, failed } = this.fields;
    if (!this.isRunning || asked || !listRead || openChunks > 0) return;
    const state = failed > 0 ? 'complete-with-errors' : 'complete';
    this.change({ state, finishedAt: at });
    this.tell(state, null, at);
  }

  private change(changes: Partial<RolloutState>): void {
    this.fields = { ...this.fields, ...changes };
  }

  private tell(what: RolloutTurn, actor: AccountId | null, at: Date): void {
    this.record({ type: 'rollout.changed', what, actor, at });
  }
}
