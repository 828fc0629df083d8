import { Redacted } from '@postern/kernel';
import { Database } from '../postgres/database.js';
import { createTestDatabase, queueBackends, type TestDatabase } from '../testing/index.js';
import { rateLimitTableV1, RateLimits } from './rate-limits.js';

describe.each(queueBackends())('RateLimits on $name', ({ url }) => {
  let testDatabase: TestDatabase;
  let database: Database;
  const opened: RateLimits[] = [];

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = new Database(testDatabase.url);
    await database.pool.query(`create schema edge; ${rateLimitTableV1('edge')}`);
  });

  afterAll(async () => {
    await Promise.all(opened.map((limits) => limits.onApplicationShutdown()));
    await database.onApplicationShutdown();
    await testDatabase.drop();
  });

  const queueUrl = () => (shared ??= url(testDatabase));
  let shared: ReturnType<typeof url> | undefined;
  const replica = () => {
    const limits = new RateLimits(queueUrl(), 'edge', database);
    opened.push(limits);
    return limits.create({ name: 'sign-in', points: 5, durationSeconds: 60 });
  };
  const connected = () => new Promise((resolve) => setTimeout(resolve, 100));

  it('lets exactly the limit through, from any number of replicas at once (S21)', async () => {
    const replicas = [replica(), replica(), replica()];
    await connected();
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, async (_, index) => replicas[index % 3]?.consume('one-source')),
    );
    expect(outcomes.filter((outcome) => outcome?.allowed)).toHaveLength(5);
  });

  it('says how long to wait', async () => {
    const limiter = replica();
    await connected();
    for (let count = 0; count < 5; count++) await limiter.consume('patient');
    const refused = await limiter.consume('patient');
    expect(refused.allowed).toBe(false);
    expect((refused as { retryAfterSeconds: number }).retryAfterSeconds).toBeGreaterThan(50);
  });

  it('counts each key by itself, and forgets on reset', async () => {
    const limiter = replica();
    await connected();
    for (let count = 0; count < 6; count++) await limiter.consume('a');
    expect((await limiter.check('a')).allowed).toBe(false);
    expect((await limiter.check('b')).allowed).toBe(true);
    await limiter.reset('a');
    expect((await limiter.consume('a')).allowed).toBe(true);
  });
});

describe('RateLimits while their store is away', () => {
  it('still counts, process by process: neither open nor closed to all (S21)', async () => {
    const database = new Database(new Redacted('postgres://nobody@127.0.0.1:1/none'));
    const limiter = new RateLimits(new Redacted('postgres://nobody@127.0.0.1:1/none'), 'edge', database).create({
      name: 'x',
      points: 3,
      durationSeconds: 60,
    });
    const outcomes = [];
    for (let count = 0; count < 5; count++) outcomes.push((await limiter.consume('k')).allowed);
    expect(outcomes).toEqual([true, true, true, false, false]);
    await database.onApplicationShutdown();
  });
});
