import type { AccountId } from '@postern/kernel';
import { Challenge } from '../challenge/challenge.js';
import { Flows } from '../flow/flows.js';
import type { AccountStanding, Situation } from '../flow/situation.js';
import type { EmailVerificationId, FlowId, FlowTokenHash, Source } from '../ids.js';
import { InMemoryStore } from './in-memory-store.js';

export class InMemoryFlows extends Flows {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  async standing(accountId: AccountId, source: Source): Promise<AccountStanding> {
    await this.store.roundTrip();
    return this.store.standing(accountId, source);
  }

  async start(situation: Situation): Promise<'started' | 'token-spent'> {
    await this.store.roundTrip();
    const { tokenId } = situation.flow.state.subject;
    for (const { subject } of this.store.flows.values()) if (subject.tokenId === tokenId) return 'token-spent';
    this.store.write(situation);
    this.store.meet(situation.flow.state.subject);
    return 'started';
  }

  async load(tokenHash: FlowTokenHash, source: Source): Promise<Situation | null> {
    await this.store.roundTrip();
    const flow = [...this.store.flows.values()].find((row) => row.tokenHash === tokenHash);
    return flow ? this.store.situation(flow, source) : null;
  }

  async loadByVerification(id: EmailVerificationId, source: Source): Promise<Situation | null> {
    await this.store.roundTrip();
    const flow = this.store.flows.get(this.store.verifications.get(id)?.flowId ?? '');
    return flow ? this.store.situation(flow, source) : null;
  }

  async lastChallengeTo(flowId: FlowId, destination: string): Promise<Challenge | null> {
    await this.store.roundTrip();
    const [last] = [...this.store.challenges.values()]
      .filter((state) => state.flowId === flowId)
      .filter(({ factorId }) => this.store.factors.get(factorId)?.destination === destination)
      .sort((one, other) => other.issuedAt.getTime() - one.issuedAt.getTime());
    return last ? Challenge.restore(last) : null;
  }

  async save(situation: Situation): Promise<'saved' | 'conflict'> {
    await this.store.roundTrip();
    if (!this.store.isCurrent(situation)) return 'conflict';
    this.store.write(situation);
    return 'saved';
  }
}
