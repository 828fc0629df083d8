import { newId } from '@postern/kernel';
import { TestClock } from '../testing/builders.js';
import { InMemoryDeliveries } from '../testing/in-memory.js';
import { ClearExpired } from './clear-expired.js';

const dayMs = 24 * 3600 * 1000;

describe('ClearExpired', () => {
  it('forgets what is older than the installation keeps, and nothing else; again does no harm', async () => {
    const clock = new TestClock();
    const deliveries = new InMemoryDeliveries(clock, 1_000);
    const [old, young] = [newId(), newId()];
    const record = {
      template: 'verify-email',
      channel: 'email',
      destination: 'k*****m@example.org',
      accountId: null,
    } as const;
    await deliveries.begin({ id: old, ...record });
    clock.advance(80 * dayMs);
    await deliveries.begin({ id: young, ...record });
    const clear = new ClearExpired([deliveries, { forgetBefore: async () => 2 }], 90, clock);
    expect(await clear.execute()).toBe(2);
    clock.advance(10 * dayMs + 1);
    expect(await Promise.all([clear.execute(), clear.execute()])).toEqual([3, 2]);
    expect([...deliveries.held.keys()]).toEqual([young]);
  });

  it('says so when a store is away, so that the queue comes back with it', async () => {
    const away = { forgetBefore: () => Promise.reject(new Error('away')) };
    await expect(new ClearExpired([away], 90, new TestClock()).execute()).rejects.toThrow('away');
  });
});
