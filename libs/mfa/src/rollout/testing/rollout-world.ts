import { Clock, newId, secondsAfter, type AccountId } from '@postern/kernel';
import type { ChunkId, OrganizationId, RolloutId } from '../../ids.js';
import { noon } from '../../testing/builders.js';
import { BeginRollout } from '../begin-rollout.js';
import { chunkSize } from '../chunk.js';
import type { ListedMember, RolloutFailure } from '../preparation.js';
import { ResumeRollouts } from '../resume-rollouts.js';
import type { MemberPage, Rollout } from '../rollout.js';
import { SettleChunk } from '../settle-chunk.js';
import { SteerRollout, type Steering, type SteeringOutcome } from '../steer-rollout.js';
import { TakeMemberPage } from '../take-member-page.js';
import { InMemoryRollouts, type Sent } from './in-memory-rollouts.js';

type Message = Extract<Sent, { name: 'list-members' | 'send-messages' }>;
type Answer = { chunkId: ChunkId } & ({ page: MemberPage } | { failed: Map<string, RolloutFailure> });

/** How the mail server takes somebody's message. */
export type MailFate = 'taken' | 'refused' | 'passing';

/**
 * An organization, its rollout, and a network that delivers in any order, twice, or not at all. Pages are small, so that there are
 * several of them.
 */
export class RolloutWorld {
  readonly store = new InMemoryRollouts();
  readonly members = new Map<AccountId, ListedMember>();
  readonly fates = new Map<AccountId, MailFate>();
  /** Every message that reached somebody, by its id. */
  readonly delivered = new Map<string, AccountId>();
  readonly organization = { id: newId<OrganizationId>(), name: 'Acme Logistics' };
  readonly ada = newId<AccountId>();
  private now = noon;
  private readonly answers: Answer[] = [];
  private readonly clock = new (class extends Clock {
    constructor(private readonly world: { at(): Date }) {
      super();
    }
    now(): Date {
      return this.world.at();
    }
  })({ at: () => this.now });
  private readonly beginRollout = new BeginRollout(this.store, this.clock);
  private readonly steerRollout = new SteerRollout(this.store, this.clock);
  private readonly takePage = new TakeMemberPage(this.store.chunks, this.store, this.clock);
  private readonly settleChunk = new SettleChunk(this.store.chunks, this.store, this.clock);
  private readonly resumeRollouts = new ResumeRollouts(this.store.chunks, this.store, this.clock);
  private read = 0;
  private readonly waiting: Message[] = [];
  id!: RolloutId;

  constructor(private readonly pageSize = 3) {}

  add(member: ListedMember): void {
    this.members.set(member.accountId, member);
    this.store.recipients.set(member.accountId, member);
  }

  async begin(): Promise<{ begun: boolean; rollout: Rollout }> {
    const begun = await this.beginRollout.execute({
      accountId: this.ada,
      organization: this.organization,
    } as Parameters<BeginRollout['execute']>[0]);
    this.id = begun.rollout.state.id;
    return begun;
  }

  steer(how: Steering): Promise<SteeringOutcome> {
    return this.steerRollout.execute(how, { organizationId: this.organization.id, id: this.id, by: this.ada });
  }

  get rollout(): Rollout['state'] {
    return this.store.load(this.id).state;
  }

  wait(seconds: number): void {
    this.now = secondsAfter(this.now, seconds);
  }

  remind(): Promise<number> {
    return this.resumeRollouts.execute();
  }

  /** Messages under way, oldest first. */
  get messages(): readonly Message[] {
    for (const sent of this.store.sent.slice(this.read)) {
      if (sent.name === 'list-members' || sent.name === 'send-messages') this.waiting.push(sent);
    }
    this.read = this.store.sent.length;
    return this.waiting;
  }

  get underWay(): number {
    return this.messages.length + this.answers.length;
  }

  /** Takes one message out of the queue, whichever; `lose`: nobody acts on it; `twice`: and somebody will again. */
  async deliver(index: number, how: 'once' | 'twice' | 'lose' = 'once'): Promise<void> {
    const messages = this.messages.length;
    if (this.underWay === 0) return;
    const at = index % this.underWay;
    if (at < messages) {
      const message = this.waiting[at] as Message;
      if (how !== 'twice') this.waiting.splice(at, 1);
      if (how !== 'lose') this.answers.push(message.name === 'list-members' ? this.list(message) : this.send(message));
      return;
    }
    const answer = this.answers[at - messages] as Answer;
    if (how !== 'twice') this.answers.splice(at - messages, 1);
    if (how === 'lose') return;
    if ('page' in answer) await this.takePage.execute(answer.chunkId, answer.page);
    else await this.settleChunk.execute(answer.chunkId, answer.failed);
  }

  /** Until nothing is under way and nothing is awaited any more. */
  async settle(): Promise<void> {
    for (let rounds = 0; rounds < 1_000; rounds++) {
      while (this.underWay > 0) await this.deliver(0);
      this.wait(61);
      if ((await this.remind()) === 0) return;
    }
    throw new Error('it does not come to rest');
  }

  private list({ chunk }: Extract<Message, { name: 'list-members' }>): Answer {
    if (chunk.accounts) {
      const members = chunk.accounts.flatMap((account) => this.members.get(account) ?? []);
      const left = chunk.accounts.filter((account) => !this.members.has(account));
      return { chunkId: chunk.id, page: { members, left, next: null } };
    }
    const following = [...this.members.values()]
      .filter(({ accountId }) => !chunk.after || accountId > chunk.after)
      .sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
    const members = following.slice(0, Math.min(this.pageSize, chunkSize));
    const next = following.length > members.length ? (members.at(-1)?.accountId ?? null) : null;
    return { chunkId: chunk.id, page: { members, left: [], next } };
  }

  private send({ chunkId, recipients }: Extract<Message, { name: 'send-messages' }>): Answer {
    const failed = new Map<string, RolloutFailure>();
    for (const { accountId, messageId } of recipients) {
      const fate = this.fates.get(accountId) ?? 'taken';
      if (fate === 'taken' || this.delivered.has(messageId)) this.delivered.set(messageId, accountId);
      else failed.set(messageId, fate === 'refused' ? 'email.refused' : 'delivery.failed');
    }
    return { chunkId, failed };
  }
}
