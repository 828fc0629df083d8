import { Courier, type Parcel } from '../delivery/courier.js';
import { type AttemptOutcome, type Begun, Deliveries, type DeliveryRecord } from '../delivery/deliveries.js';
import type { TestClock } from './builders.js';

interface Held {
  state: 'queued' | 'sent' | 'expired' | 'dead';
  attempts: number;
  inHandUntil: number;
  record: DeliveryRecord;
  reasons: string[];
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

  async settle(id: string, _attempt: number, outcome: AttemptOutcome): Promise<void> {
    const held = this.held.get(id);
    if (!held || held.state === 'sent') return;
    held.state = outcome.state;
    held.inHandUntil = 0;
    if (outcome.state !== 'sent') held.reasons.push(outcome.reason);
  }

  async expire(record: DeliveryRecord): Promise<void> {
    const held = this.hold(record);
    if (held.state !== 'sent') held.state = 'expired';
  }

  private hold(record: DeliveryRecord): Held {
    const held = this.held.get(record.id) ?? { state: 'queued', attempts: 0, inHandUntil: 0, record, reasons: [] };
    this.held.set(record.id, held);
    return held;
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
