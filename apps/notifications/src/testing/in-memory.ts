import type { OutgoingMessage } from '@postern/contracts';
import { BatchDeliveries, type BegunInBatch, type EndedInBatch } from '../delivery/batch-deliveries.js';
import { Courier, type Parcel } from '../delivery/courier.js';
import {
  type AttemptOutcome,
  type Begun,
  Deliveries,
  type Delivery,
  type DeliveryRecord,
} from '../delivery/deliveries.js';
import type { TestClock } from './builders.js';

interface Held {
  state: Delivery['state'];
  attempts: number;
  inHandUntil: number;
  record: DeliveryRecord;
  reasons: string[];
  queuedAt: Date;
  sentAt: Date | null;
}

export class InMemoryDeliveries extends Deliveries {
  readonly held = new Map<string, Held>();

  constructor(
    private readonly clock: TestClock,
    private readonly leaseMs: number,
  ) {
    super();
  }

  async begin(record: DeliveryRecord): Promise<Begun> {
    const now = this.clock.now().getTime();
    const held = this.hold(record);
    if (held.state === 'sent' || held.state === 'expired') return { state: 'settled' };
    if (held.inHandUntil > now) return { state: 'in-hand' };
    held.state = 'queued';
    held.inHandUntil = now + this.leaseMs;
    return { state: 'begun', attempt: ++held.attempts };
  }

  async settle(id: string, attempt: number, outcome: AttemptOutcome): Promise<void> {
    const held = this.held.get(id);
    if (!held || held.state === 'sent' || (outcome.state !== 'sent' && held.attempts !== attempt)) return;
    held.state = outcome.state;
    held.inHandUntil = 0;
    if (outcome.state === 'sent') held.sentAt = this.clock.now();
    else held.reasons.push(outcome.reason);
  }

  async expire(record: DeliveryRecord): Promise<void> {
    const held = this.hold(record);
    if (held.state !== 'sent') held.state = 'expired';
  }

  async of(accountId: string, limit: number): Promise<Delivery[]> {
    return [...this.held.values()]
      .filter(({ record }) => record.accountId === accountId)
      .map(({ record: { accountId: _whose, ...record }, state, attempts, queuedAt, sentAt }) => ({
        ...record,
        state,
        attempts,
        queuedAt,
        sentAt,
      }))
      .sort((a, b) => b.queuedAt.getTime() - a.queuedAt.getTime())
      .slice(0, limit);
  }

  async forgetBefore(moment: Date): Promise<number> {
    const old = [...this.held.values()].filter(({ queuedAt }) => queuedAt < moment);
    for (const { record } of old) this.held.delete(record.id);
    return old.length;
  }

  private hold(record: DeliveryRecord): Held {
    const fresh = { attempts: 0, inHandUntil: 0, record, reasons: [], queuedAt: this.clock.now(), sentAt: null };
    const held = this.held.get(record.id) ?? { state: 'queued', ...fresh };
    this.held.set(record.id, held);
    return held;
  }
}

export class InMemoryBatchDeliveries extends BatchDeliveries {
  readonly held = new Map<
    string,
    { state: EndedInBatch['state']; attempts: number; inHandUntil: number; end?: EndedInBatch }
  >();
  readonly told: OutgoingMessage['body'][] = [];

  constructor(
    private readonly clock: TestClock,
    private readonly leaseMs: number,
  ) {
    super();
  }

  async begin(records: readonly DeliveryRecord[]): Promise<ReadonlyMap<string, BegunInBatch>> {
    return new Map(records.map(({ id }) => [id, this.beginOne(id)]));
  }

  async settle(ended: readonly EndedInBatch[], told: readonly OutgoingMessage[]): Promise<void> {
    this.told.push(...told.map(({ body }) => body));
    for (const end of ended) {
      const held = this.held.get(end.id);
      if (!held || held.state === 'sent' || (end.state !== 'sent' && held.attempts !== end.attempt)) continue;
      Object.assign(held, { state: end.state, end, inHandUntil: 0 });
    }
  }

  private beginOne(id: string): BegunInBatch {
    const now = this.clock.now().getTime();
    const held = this.held.get(id) ?? { state: 'queued' as const, attempts: 0, inHandUntil: 0 };
    this.held.set(id, held);
    if (held.end?.state === 'dead') return { state: 'dead', reason: held.end.reason, permanent: held.end.permanent };
    if (held.state === 'sent' || held.state === 'expired') return { state: held.state };
    if (held.inHandUntil > now) return { state: 'in-hand' };
    held.inHandUntil = now + this.leaseMs;
    return { state: 'begun', attempt: ++held.attempts };
  }
}

/** Delivers into an array, after whatever the test puts before it. */
export class FakeCourier extends Courier {
  readonly delivered: Parcel[] = [];
  before: (parcel: Parcel) => Promise<void> | void = () => undefined;

  async deliver(parcel: Parcel): Promise<{ providerReference: string }> {
    await this.before(parcel);
    this.delivered.push(parcel);
    return { providerReference: `fake:${this.delivered.length}` };
  }
}
