import { newId } from '@postern/kernel';
import { Deliveries, type DeliveryRecord } from '../delivery/deliveries.js';

export interface DeliveriesHarness {
  deliveries: Deliveries;
  stateOf(id: string): Promise<string | undefined>;
  /** Waits until an attempt that has not reported back holds nobody up any more. */
  leaseIsOver(): Promise<void>;
}

export function deliveriesContract(make: () => Promise<DeliveriesHarness>): void {
  const record = (): DeliveryRecord => ({
    id: newId(),
    template: 'temporary-passcode',
    channel: 'email',
    destination: 'k*****m@example.org',
  });

  it('begins the first attempt, and the next one after a failure', async () => {
    const { deliveries, stateOf } = await make();
    const one = record();
    expect(await deliveries.begin(one)).toEqual({ state: 'begun', attempt: 1 });
    expect(await stateOf(one.id)).toBe('queued');
    await deliveries.settle(one.id, 1, { state: 'queued', reason: 'smtp.451' });
    expect(await stateOf(one.id)).toBe('queued');
    expect(await deliveries.begin(one)).toEqual({ state: 'begun', attempt: 2 });
  });

  it('has nothing left to do for a message that was sent', async () => {
    const { deliveries, stateOf } = await make();
    const one = record();
    await deliveries.begin(one);
    await deliveries.settle(one.id, 1, { state: 'sent', providerReference: 'x' });
    expect(await deliveries.begin(one)).toEqual({ state: 'settled' });
    expect(await stateOf(one.id)).toBe('sent');
  });

  it('keeps a sent message sent, whatever comes late', async () => {
    const { deliveries, stateOf } = await make();
    const one = record();
    await deliveries.begin(one);
    await deliveries.settle(one.id, 1, { state: 'sent', providerReference: 'x' });
    await deliveries.settle(one.id, 1, { state: 'dead', reason: 'late' });
    await deliveries.expire(one);
    expect(await stateOf(one.id)).toBe('sent');
  });

  it('lets exactly one of many concurrent workers begin', async () => {
    const { deliveries } = await make();
    const one = record();
    const begun = await Promise.all(Array.from({ length: 10 }, () => deliveries.begin(one)));
    expect(begun.filter(({ state }) => state === 'begun')).toEqual([{ state: 'begun', attempt: 1 }]);
    expect(begun.filter(({ state }) => state === 'in-hand')).toHaveLength(9);
  });

  it('lets another begin once an attempt has been silent for too long', async () => {
    const { deliveries, leaseIsOver } = await make();
    const one = record();
    await deliveries.begin(one);
    expect(await deliveries.begin(one)).toEqual({ state: 'in-hand' });
    await leaseIsOver();
    expect(await deliveries.begin(one)).toEqual({ state: 'begun', attempt: 2 });
  });

  it('lets an operator retry a dead letter', async () => {
    const { deliveries, stateOf } = await make();
    const one = record();
    await deliveries.begin(one);
    await deliveries.settle(one.id, 1, { state: 'dead', reason: 'smtp.550' });
    expect(await stateOf(one.id)).toBe('dead');
    expect(await deliveries.begin(one)).toEqual({ state: 'begun', attempt: 2 });
  });

  it('records a message that came too late, also one that was never tried', async () => {
    const { deliveries, stateOf } = await make();
    const [tried, untried] = [record(), record()];
    await deliveries.begin(tried);
    await deliveries.settle(tried.id, 1, { state: 'queued', reason: 'smtp.451' });
    for (const one of [tried, untried]) {
      await deliveries.expire(one);
      await deliveries.expire(one);
      expect(await stateOf(one.id)).toBe('expired');
      expect(await deliveries.begin(one)).toEqual({ state: 'settled' });
    }
  });
}
