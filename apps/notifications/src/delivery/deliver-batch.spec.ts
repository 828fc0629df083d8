import { jest } from '@jest/globals';
import type { SendMessages } from '@postern/contracts';
import { newId } from '@postern/kernel';
import { eventually } from '@postern/platform/testing';
import { TestClock, testRenderer } from '../testing/builders.js';
import { batchDeliveriesContract } from '../testing/batch-deliveries.contract.js';
import { FakeCourier, InMemoryBatchDeliveries } from '../testing/in-memory.js';
import { PassingDeliveryError, PermanentDeliveryError } from './courier.js';
import { DeliverBatch } from './deliver-batch.js';
import { batchBudgetMs, batchLeaseMs, carrierTimeoutMs } from './lease.js';

const sendsAtOnce = 4;

function setUp(count = 10, changes: Partial<SendMessages> = {}) {
  const clock = new TestClock();
  const deliveries = new InMemoryBatchDeliveries(clock, batchLeaseMs);
  const courier = new FakeCourier();
  const deliver = new DeliverBatch(deliveries, courier, testRenderer(), clock, sendsAtOnce);
  const batch: SendMessages = {
    id: newId(),
    template: 'mfa-required',
    expiresAt: new Date(clock.now().getTime() + 86_400_000).toISOString(),
    replyTo: 'mfa',
    recipients: Array.from({ length: count }, (_, number) => ({
      id: newId(),
      accountId: newId(),
      to: `kim${number}@example.org`,
      locale: number % 2 ? ('es' as const) : ('en' as const),
      data: { username: `kim${number}`, organization: 'Acme', signIn: 'https://signin.example.org/sign-in' },
    })),
    ...changes,
  };
  const failing = new Map<string, Error>();
  courier.before = ({ to }) => {
    const failure = failing.get(to);
    if (failure) throw failure;
  };
  const idOf = (number: number) => batch.recipients[number]?.id;
  const answered = () => deliveries.told.map((body) => (body as { failed: object[] }).failed);
  return { clock, deliveries, courier, deliver, batch, failing, idOf, answered };
}

describe('DeliverBatch', () => {
  it('sends each their own message in their language, and answers once', async () => {
    const { deliver, batch, courier, deliveries } = setUp();
    expect(await deliver.execute(batch)).toBe(10);
    expect(courier.delivered.map(({ id }) => id).toSorted()).toEqual(batch.recipients.map(({ id }) => id).toSorted());
    expect(courier.delivered.find(({ to }) => to === 'kim0@example.org')?.rendered.text).toContain('Hi kim0');
    expect(courier.delivered.find(({ to }) => to === 'kim1@example.org')?.rendered.text).toContain('Hola, kim1');
    expect(deliveries.told).toEqual([{ batchId: batch.id, failed: [], at: expect.any(String) }]);
  });

  it('answers nobody who did not ask', async () => {
    const { deliver, batch, deliveries } = setUp(2, { replyTo: null });
    await deliver.execute(batch);
    expect(deliveries.told).toEqual([]);
  });

  it('names those who cannot be reached, and why', async () => {
    const { deliver, batch, failing, idOf, answered } = setUp();
    failing.set('kim3@example.org', new PermanentDeliveryError('smtp.550'));
    expect(await deliver.execute(batch)).toBe(9);
    expect(answered()).toEqual([[{ id: idOf(3), reason: 'smtp.550', permanent: true }]]);
  });

  it('tries again only what failed for a passing reason, and answers when that is over', async () => {
    const { deliver, batch, failing, courier, answered } = setUp();
    failing.set('kim3@example.org', new PassingDeliveryError('smtp.451'));
    failing.set('kim4@example.org', new PermanentDeliveryError('smtp.550'));
    await expect(deliver.execute(batch)).rejects.toThrow('smtp.451');
    expect(answered()).toEqual([]);
    failing.clear();
    expect(await deliver.execute(batch)).toBe(1);
    expect(courier.delivered).toHaveLength(9);
    expect(answered()).toEqual([[expect.objectContaining({ reason: 'smtp.550' })]]);
  });

  it('gives up what fails for a passing reason each time, after its own attempts or with the job', async () => {
    for (const how of ['own', 'job'] as const) {
      const { deliver, batch, failing, idOf, answered } = setUp();
      failing.set('kim3@example.org', new PassingDeliveryError('smtp.451'));
      if (how === 'own') {
        for (let attempt = 1; attempt < 8; attempt++) await expect(deliver.execute(batch)).rejects.toThrow('smtp.451');
        await deliver.execute(batch);
      } else await deliver.execute(batch, { lastAttempt: true });
      expect(answered()).toEqual([[{ id: idOf(3), reason: 'smtp.451', permanent: false }]]);
    }
  });

  it('delivered twice, sends nothing more and answers again', async () => {
    const { deliver, batch, courier, answered } = setUp();
    await deliver.execute(batch);
    expect(await deliver.execute(batch)).toBe(0);
    expect(courier.delivered).toHaveLength(10);
    expect(answered()).toEqual([[], []]);
  });

  it('at two workers at once, sends each message once, and one of them comes back later', async () => {
    const { deliver, batch, courier, answered } = setUp();
    const outcomes = await Promise.allSettled([deliver.execute(batch), deliver.execute(batch)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(courier.delivered).toHaveLength(10);
    expect(answered()).toHaveLength(1);
  });

  it('sends no more at a time than it may, however many batches there are', async () => {
    const { deliver, batch, courier } = setUp(20);
    let [now, most] = [0, 0];
    courier.before = async () => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 2));
      now--;
    };
    const others = Array.from({ length: 5 }, () => setUp(20).batch);
    await Promise.all([batch, ...others].map((one) => deliver.execute(one)));
    expect(most).toBe(sendsAtOnce);
    expect(courier.delivered).toHaveLength(120);
  });

  it('of a slow carrier, begins nothing that could end after somebody else may begin it', async () => {
    const { deliver, batch, clock, courier, deliveries } = setUp(12);
    const [beganAt, lateBegins] = [clock.now().getTime(), [] as number[]];
    courier.before = () => {
      lateBegins.push(clock.now().getTime() - beganAt);
      clock.advance(6_000);
    };
    await expect(deliver.execute(batch)).rejects.toThrow('delivery.postponed');
    expect(Math.max(...lateBegins)).toBeLessThan(batchBudgetMs);
    expect(batchLeaseMs).toBeGreaterThan(batchBudgetMs + carrierTimeoutMs);
    expect(deliveries.told).toEqual([]);
    while (deliveries.told.length === 0) await deliver.execute(batch).catch(() => undefined);
    expect(new Set(courier.delivered.map(({ id }) => id)).size).toBe(12);
    expect(courier.delivered).toHaveLength(12);
  });

  it('writes down on its way what is sent, so that little is sent once more after a crash', async () => {
    const { deliver, batch, courier, deliveries } = setUp(100);
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    courier.before = () => (courier.delivered.length < 90 ? undefined : held);
    const done = deliver.execute(batch);
    await eventually(() => courier.delivered.length >= 90);
    const sent = [...deliveries.held.values()].filter(({ state }) => state === 'sent').length;
    expect(courier.delivered.length - sent).toBeLessThan(25 + sendsAtOnce);
    goOn();
    expect(await done).toBe(100);
  });

  it('writes down later what could not be written down in between', async () => {
    const { deliver, batch, courier, deliveries, answered } = setUp(100);
    const settle = jest.spyOn(deliveries, 'settle').mockRejectedValueOnce(new Error('away'));
    expect(await deliver.execute(batch)).toBe(100);
    expect(settle.mock.calls.length).toBeGreaterThan(1);
    expect([...deliveries.held.values()].every(({ state }) => state === 'sent')).toBe(true);
    expect([courier.delivered.length, answered()]).toEqual([100, [[]]]);
  });

  it('never sends what has expired', async () => {
    const { deliver, batch, courier, answered, clock } = setUp(2);
    clock.advance(86_400_000);
    expect(await deliver.execute(batch)).toBe(0);
    expect(courier.delivered).toEqual([]);
    expect(answered()[0]).toMatchObject([{ reason: 'message.expired' }, { reason: 'message.expired' }]);
  });

  it('S17: a link that leads elsewhere is sent to nobody', async () => {
    const { deliver, batch, courier, answered } = setUp(1);
    const [recipient] = batch.recipients;
    const data = { ...recipient?.data, signIn: 'https://evil.example/sign-in' };
    await deliver.execute({ ...batch, recipients: [{ ...recipient, data }] as SendMessages['recipients'] });
    expect(courier.delivered).toEqual([]);
    expect(answered()[0]).toMatchObject([{ reason: 'message.unrenderable', permanent: true }]);
  });
});

describe('in-memory BatchDeliveries', () => {
  batchDeliveriesContract(async () => {
    const clock = new TestClock();
    const deliveries = new InMemoryBatchDeliveries(clock, 1_000);
    return {
      deliveries,
      stateOf: async (id) => deliveries.held.get(id)?.state,
      leaseIsOver: async () => clock.advance(1_001),
      told: async () => deliveries.told,
    };
  });
});
