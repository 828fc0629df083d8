import { Sealer } from '@postern/platform';
import { testKeyring } from '@postern/platform/testing';
import { aPasscode, TestClock, testRenderer } from '../testing/builders.js';
import { deliveriesContract } from '../testing/deliveries.contract.js';
import { FakeCourier, InMemoryDeliveries } from '../testing/in-memory.js';
import { PassingDeliveryError, PermanentDeliveryError } from './courier.js';
import { DeliverMessage } from './deliver-message.js';
import { carrierTimeoutMs, leaseMs } from './lease.js';

const sealer = new Sealer(testKeyring());

function setUp() {
  const clock = new TestClock();
  const deliveries = new InMemoryDeliveries(clock, leaseMs);
  const couriers = { email: new FakeCourier(), sms: new FakeCourier() };
  const deliver = new DeliverMessage(deliveries, couriers, testRenderer(), sealer, clock);
  return { clock, deliveries, couriers, deliver };
}

describe('DeliverMessage', () => {
  it.each(['email', 'sms'] as const)('opens, renders and delivers by %s', async (channel) => {
    const { deliver, couriers, deliveries } = setUp();
    const message = aPasscode(sealer, { channel, code: '004213' });
    expect(await deliver.execute(message)).toBe('sent');
    expect(couriers[channel].delivered).toHaveLength(1);
    expect(couriers[channel].delivered[0]).toMatchObject({ id: message.id, to: message.to });
    expect(couriers[channel].delivered[0]?.rendered.text).toContain('004213');
    expect(deliveries.held.get(message.id)?.state).toBe('sent');
  });

  it('delivers a duplicate once', async () => {
    const { deliver, couriers } = setUp();
    const message = aPasscode(sealer);
    await deliver.execute(message);
    expect(await deliver.execute(message)).toBe('settled-before');
    expect(couriers.email.delivered).toHaveLength(1);
  });

  it('of two workers with the same message at once, one delivers and the other comes back later', async () => {
    const { deliver, couriers } = setUp();
    const message = aPasscode(sealer);
    const results = await Promise.allSettled([deliver.execute(message), deliver.execute(message)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(couriers.email.delivered).toHaveLength(1);
    expect(await deliver.execute(message)).toBe('settled-before');
  });

  it('a duplicate during the slowest send that a carrier may take is not sent as well', async () => {
    const { clock, deliver, couriers, deliveries } = setUp();
    const message = aPasscode(sealer);
    const duplicates: unknown[] = [];
    couriers.email.before = async () => {
      for (let waited = 0; waited < carrierTimeoutMs; waited += 1_000) {
        clock.advance(1_000);
        duplicates.push(await deliver.execute(message).catch((error: Error) => error.message));
      }
    };
    expect(await deliver.execute(message)).toBe('sent');
    expect(duplicates).toEqual(Array.from({ length: carrierTimeoutMs / 1_000 }, () => 'delivery.in_hand'));
    expect(couriers.email.delivered).toHaveLength(1);
    expect(deliveries.held.get(message.id)).toMatchObject({ state: 'sent', attempts: 1 });
    expect(leaseMs).toBeGreaterThanOrEqual(carrierTimeoutMs + 2_000);
  });

  it.each(['en', 'es'] as const)('speaks the language of the message: %s', async (locale) => {
    const { deliver, couriers } = setUp();
    await deliver.execute(aPasscode(sealer, { locale }));
    await deliver.execute(aPasscode(sealer, { locale, channel: 'sms' }));
    const said = [couriers.email, couriers.sms].map(({ delivered }) => delivered[0]?.rendered.text);
    for (const text of said) expect(text).toMatch(locale === 'en' ? /Do not share it/ : /No l[ao] compartas/);
  });

  it('records an expired message and does not send it, not even when it was tried before', async () => {
    const { clock, deliver, couriers, deliveries } = setUp();
    const message = aPasscode(sealer, { expiresAt: new Date(clock.now().getTime() + 60_000).toISOString() });
    couriers.email.before = () => {
      throw new PassingDeliveryError('smtp.451');
    };
    await expect(deliver.execute(message)).rejects.toThrow('smtp.451');
    clock.advance(60_000);
    expect(await deliver.execute(message)).toBe('expired');
    expect(couriers.email.delivered).toEqual([]);
    expect(deliveries.held.get(message.id)).toMatchObject({ state: 'expired', attempts: 1 });
  });

  it('keeps a message queued after a passing failure, and gives it up after the last one', async () => {
    const { deliver, couriers, deliveries } = setUp();
    const message = aPasscode(sealer);
    couriers.email.before = () => {
      throw new PassingDeliveryError('smtp.451');
    };
    await expect(deliver.execute(message)).rejects.toThrow(PassingDeliveryError);
    expect(deliveries.held.get(message.id)?.state).toBe('queued');
    await expect(deliver.execute(message, { lastAttempt: true })).rejects.toThrow(PassingDeliveryError);
    expect(deliveries.held.get(message.id)).toMatchObject({ state: 'dead', reasons: ['smtp.451', 'smtp.451'] });
  });

  it('gives a message up at once when it can never be delivered', async () => {
    const { deliver, couriers, deliveries } = setUp();
    const message = aPasscode(sealer);
    couriers.email.before = () => {
      throw new PermanentDeliveryError('smtp.550');
    };
    await expect(deliver.execute(message)).rejects.toThrow(PermanentDeliveryError);
    expect(deliveries.held.get(message.id)).toMatchObject({ state: 'dead', reasons: ['smtp.550'] });
  });

  it('gives up a message that cannot be rendered', async () => {
    const { deliver, deliveries } = setUp();
    const message = aPasscode(sealer, { data: { expiresInMinutes: 5, extra: 'x' } });
    await expect(deliver.execute(message)).rejects.toThrow(PermanentDeliveryError);
    expect(deliveries.held.get(message.id)?.reasons).toEqual(['message.unrenderable']);
  });

  it('does not open a seal that was made for another message, nor one whose key it does not have', async () => {
    const { deliver, couriers } = setUp();
    const moved = aPasscode(sealer, { sealed: aPasscode(sealer).sealed });
    const foreign = aPasscode(new Sealer(testKeyring()));
    for (const message of [moved, foreign]) {
      await expect(deliver.execute(message)).rejects.toThrow('message.seal_broken');
    }
    expect(couriers.email.delivered).toEqual([]);
  });

  it('S9: neither the record nor a failure of any kind holds the code or the whole address', async () => {
    const { deliver, couriers, deliveries } = setUp();
    const message = aPasscode(sealer, { code: '918273', to: 'benjamin@example.org' });
    couriers.email.before = ({ rendered }) => {
      throw new Error(`cannot send ${rendered.text}`);
    };
    const failure = await deliver.execute(message).catch((error: Error) => error);
    expect(failure).toBeInstanceOf(PassingDeliveryError);
    const seen = `${String(failure)} ${(failure as Error).stack} ${JSON.stringify([...deliveries.held.values()])}`;
    expect(seen).toContain('unexpected.Error');
    expect(seen).toContain('b*****n@example.org');
    expect(seen).not.toMatch(/918273|benjamin/u);
  });
});

describe('in-memory Deliveries', () => {
  deliveriesContract(async () => {
    const clock = new TestClock();
    const deliveries = new InMemoryDeliveries(clock, 1_000);
    return {
      deliveries,
      stateOf: async (id) => deliveries.held.get(id)?.state,
      leaseIsOver: async () => clock.advance(1_001),
      now: () => clock.now(),
    };
  });
});
