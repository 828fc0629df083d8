import { newId, type AccountId } from '@postern/kernel';
import type { OutgoingMessage } from '@postern/contracts';
import type { BatchDeliveries, EndedInBatch } from '../delivery/batch-deliveries.js';
import type { DeliveryRecord } from '../delivery/deliveries.js';

export interface BatchDeliveriesHarness {
  deliveries: BatchDeliveries;
  stateOf(id: string): Promise<string | undefined>;
  /** Waits until attempts that have not reported back hold nobody up any more. */
  leaseIsOver(): Promise<void>;
  /** What was told, in its order. */
  told(): Promise<OutgoingMessage['body'][]>;
}

export function batchDeliveriesContract(make: () => Promise<BatchDeliveriesHarness>): void {
  const records = (count: number): DeliveryRecord[] =>
    Array.from({ length: count }, () => ({
      id: newId(),
      template: 'mfa-required',
      channel: 'email',
      destination: 'k*****m@example.org',
      accountId: newId<AccountId>(),
    }));
  const sent = (id: string, attempt = 1): EndedInBatch => ({ id, attempt, state: 'sent', providerReference: 'x' });
  const answer: OutgoingMessage = {
    queue: 'mfa',
    name: 'messages.sent',
    body: { batchId: newId(), failed: [], at: '2026-01-15T12:00:00.000Z' },
  };

  it('begins all, and again only those that are left to try', async () => {
    const { deliveries, stateOf } = await make();
    const all = records(4);
    const [one, two, three, four] = all.map(({ id }) => id) as [string, string, string, string];
    expect([...(await deliveries.begin(all)).values()]).toEqual(all.map(() => ({ state: 'begun', attempt: 1 })));
    await deliveries.settle(
      [
        sent(one),
        { id: two, attempt: 1, state: 'queued', reason: 'smtp.451' },
        { id: three, attempt: 1, state: 'dead', reason: 'smtp.550', permanent: true },
        { id: four, attempt: 1, state: 'expired' },
      ],
      [],
    );
    expect(await Promise.all([one, two, three, four].map(stateOf))).toEqual(['sent', 'queued', 'dead', 'expired']);
    const again = await deliveries.begin(all);
    expect(again).toEqual(
      new Map<string, unknown>([
        [one, { state: 'sent' }],
        [two, { state: 'begun', attempt: 2 }],
        [three, { state: 'dead', reason: 'smtp.550', permanent: true }],
        [four, { state: 'expired' }],
      ]),
    );
  });

  it('race: of ten workers at once each message is begun by one', async () => {
    const { deliveries } = await make();
    const all = records(20);
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => deliveries.begin(all)));
    for (const { id } of all) {
      const states = outcomes.map((begun) => begun.get(id)?.state);
      expect(states.filter((state) => state === 'begun')).toHaveLength(1);
      expect(states.filter((state) => state === 'in-hand')).toHaveLength(9);
    }
  });

  it('lets another begin once an attempt has been silent for too long, and then only its own end counts', async () => {
    const { deliveries, stateOf, leaseIsOver } = await make();
    const [one] = records(1) as [DeliveryRecord];
    await deliveries.begin([one]);
    expect((await deliveries.begin([one])).get(one.id)).toEqual({ state: 'in-hand' });
    await leaseIsOver();
    expect((await deliveries.begin([one])).get(one.id)).toEqual({ state: 'begun', attempt: 2 });
    await deliveries.settle([{ id: one.id, attempt: 1, state: 'dead', reason: 'late', permanent: true }], []);
    expect(await stateOf(one.id)).toBe('queued');
    await deliveries.settle([sent(one.id, 1)], []);
    await deliveries.settle([{ id: one.id, attempt: 2, state: 'dead', reason: 'later', permanent: true }], []);
    expect(await stateOf(one.id)).toBe('sent');
  });

  it('tells with what it writes down, and with nothing to write down too', async () => {
    const { deliveries, told } = await make();
    const [one] = records(1) as [DeliveryRecord];
    await deliveries.begin([one]);
    await deliveries.settle([sent(one.id)], [answer]);
    await deliveries.settle([], [answer]);
    await deliveries.settle([], []);
    expect(await told()).toEqual([answer.body, answer.body]);
  });
}
