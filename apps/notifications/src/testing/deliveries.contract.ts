import { newId } from '@postern/kernel';
import { Deliveries, type DeliveryRecord } from '../delivery/deliveries.js';

export interface DeliveriesHarness {
  deliveries: Deliveries;
  stateOf(id: string): Promise<string | undefined>;
  /** Waits until an attempt that has not reported back holds nobody up any more. */
  leaseIsOver(): Promise<void>;
  /** The store's time. */
  now(): Date;
}

export function deliveriesContract(make: () => Promise<DeliveriesHarness>): void {
  const record = (): DeliveryRecord => ({
    id: newId(),
    template: 'temporary-passcode',
    channel: 'email',
    destination: 'k*****m@example.org',
    accountId: newId(),
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

  it('an attempt that reports late frees nothing that a later one has in hand, unless it has sent the message', async () => {
    const { deliveries, stateOf, leaseIsOver } = await make();
    const one = record();
    await deliveries.begin(one);
    await leaseIsOver();
    expect(await deliveries.begin(one)).toEqual({ state: 'begun', attempt: 2 });
    await deliveries.settle(one.id, 1, { state: 'dead', reason: 'late' });
    expect(await stateOf(one.id)).toBe('queued');
    expect(await deliveries.begin(one)).toEqual({ state: 'in-hand' });
    await deliveries.settle(one.id, 1, { state: 'sent', providerReference: 'x' });
    expect(await deliveries.begin(one)).toEqual({ state: 'settled' });
    await deliveries.settle(one.id, 2, { state: 'dead', reason: 'later' });
    expect(await stateOf(one.id)).toBe('sent');
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

  it('tells what became of the messages to one account, newest first, so many as are asked for, and of no other', async () => {
    const { deliveries, leaseIsOver } = await make();
    const [first, second, foreign] = [record(), record(), record()];
    const mine = { accountId: first.accountId };
    await deliveries.begin(first);
    await deliveries.settle(first.id, 1, { state: 'sent', providerReference: 'x' });
    await leaseIsOver();
    await deliveries.expire({ ...second, ...mine });
    await deliveries.begin(foreign);
    await deliveries.begin({ ...record(), accountId: null });

    const told = { template: 'temporary-passcode', channel: 'email', destination: 'k*****m@example.org' };
    expect(await deliveries.of(first.accountId as string, 10)).toEqual([
      { ...told, id: second.id, state: 'expired', attempts: 0, queuedAt: expect.any(Date), sentAt: null },
      { ...told, id: first.id, state: 'sent', attempts: 1, queuedAt: expect.any(Date), sentAt: expect.any(Date) },
    ]);
    expect((await deliveries.of(first.accountId as string, 1)).map(({ id }) => id)).toEqual([second.id]);
    expect(await deliveries.of(newId(), 10)).toEqual([]);
  });

  it('forgets what is older than a moment, once however many ask, and keeps the rest', async () => {
    const { deliveries, stateOf, leaseIsOver, now } = await make();
    const old = Array.from({ length: 5 }, record);
    for (const one of old) await deliveries.begin(one);
    await leaseIsOver();
    const moment = now();
    await leaseIsOver();
    const young = record();
    await deliveries.begin(young);
    await deliveries.forgetBefore(new Date(moment.getTime() - 3_600_000));
    expect(await stateOf(old[0]?.id ?? '')).toBe('queued');

    const gone = await Promise.all([1, 2, 3].map(() => deliveries.forgetBefore(moment)));
    expect(gone.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(old.length);
    for (const { id } of old) expect(await stateOf(id)).toBeUndefined();
    expect(await stateOf(young.id)).toBe('queued');
    expect(await deliveries.forgetBefore(moment)).toBe(0);
  });
}
