import { createTestDatabase, type TestDatabase } from '@postern/platform/testing';
import pg from 'pg';
import { postern } from '../testing/postern.js';

describe('postern migrate', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  const schemas = async (): Promise<string[]> => {
    const client = new pg.Client({ connectionString: database.url.reveal() });
    await client.connect();
    const { rows } = await client.query<{ name: string }>(
      `select distinct table_schema as name from information_schema.tables
       where table_schema not in ('pg_catalog', 'information_schema') order by 1`,
    );
    await client.end();
    return rows.map(({ name }) => name);
  };
  const env = (queueUrl = database.url.reveal()) => ({ DATABASE_URL: database.url.reveal(), QUEUE_URL: queueUrl });

  it('makes every schema, and again does nothing; started twice at once, it does it once', async () => {
    const [first, second] = await Promise.all([
      postern(['migrate'], { env: env() }),
      postern(['migrate'], { env: env() }),
    ]);
    expect([first, second].map(({ code, err }) => [code, err])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    expect(first.out).toBe('Up to date: identity, mfa, notifications, gateway, queues.\n');
    expect(await schemas()).toEqual(['bullmq', 'gateway', 'identity', 'mfa', 'notifications']);
    expect((await postern(['migrate'], { env: env() })).code).toBe(0);
  });

  it('needs no Redis where the queues are to live in one', async () => {
    const { code } = await postern(['migrate'], { env: env('redis://127.0.0.1:1') });
    expect(code).toBe(0);
    expect(await schemas()).toEqual(['gateway', 'identity', 'mfa', 'notifications']);
  });

  it('does a part alone, and asks for nothing that the part does not need', async () => {
    const { DATABASE_URL } = env();
    const { code, out } = await postern(['migrate', '--only', 'mfa', 'identity'], { env: { DATABASE_URL } });
    expect({ code, out }).toEqual({ code: 0, out: 'Up to date: identity, mfa.\n' });
    expect(await schemas()).toEqual(['identity', 'mfa']);
  });

  it.each([
    [{}, 2, 'DATABASE_URL is missing'],
    [{ DATABASE_URL: 'mysql://root:hunter2@db/x', QUEUE_URL: 'redis://r' }, 2, 'DATABASE_URL: must be a URL'],
    [{ DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:1/x', QUEUE_URL: 'redis://r' }, 1, 'cannot be reached'],
  ])('says in words what is wrong with %j, without the password (S9)', async (given, code, words) => {
    const outcome = await postern(['migrate'], { env: given as Record<string, string> });
    expect(outcome).toMatchObject({ code, out: '' });
    expect(outcome.err).toContain(words);
    expect(outcome.err).not.toContain('hunter2');
  });

  it('names a part that it does not know', async () => {
    const { code, err } = await postern(['migrate', '--only', 'mail'], { env: env() });
    expect(code).toBe(2);
    expect(err).toContain("--only does not take 'mail'");
  });
});
