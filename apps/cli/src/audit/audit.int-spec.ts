import { identityConfig, startIdentity } from '@postern/identity';
import { migrateQueues, readConfig } from '@postern/platform';
import { eventually, randomKeyringText, testTokenKeys } from '@postern/platform/testing';
import { installation, type Installation } from '../testing/installation.js';

describe('postern audit verify', () => {
  let postern: Installation;

  beforeAll(async () => {
    postern = await installation();
    for (const slug of ['one', 'two', 'three']) {
      await postern.run(['app', 'create', slug, '--name', slug, '--support-contact', 'help@example.org']);
    }
    await seal(3);
  }, 60_000);
  afterAll(() => postern.drop());

  /** Runs identity until its schedule has sealed so many entries. */
  async function seal(count: number): Promise<void> {
    const { signing, trusted } = testTokenKeys();
    const config = readConfig(identityConfig, {
      ...postern.env,
      QUEUE_URL: postern.env['DATABASE_URL'],
      PORT: '0',
      LOG_LEVEL: 'silent',
      SIGNING_KEYS: JSON.stringify(signing.identity.reveal()),
      TRUSTED_KEYS: JSON.stringify(trusted),
      SEALING_KEYS: randomKeyringText(),
      LINK_KEYS: randomKeyringText(),
      PUBLIC_URL: 'https://sign-in.example.org',
    });
    await migrateQueues(config.QUEUE_URL);
    const identity = await startIdentity(config);
    try {
      await eventually(async () => {
        const verified = await postern.run(['audit', 'verify', '--json']);
        return (JSON.parse(verified.out) as { entries?: number }).entries === count;
      }, 30_000);
    } finally {
      await identity.close();
    }
  }

  /** What only somebody with all rights on the database can do: the table itself refuses changes. */
  const tamper = async (statement: string): Promise<void> => {
    await expect(postern.sql(statement)).rejects.toThrow('append-only');
    await postern.sql(`set session_replication_role = replica`);
    await postern.sql(statement);
    await postern.sql(`set session_replication_role = origin`);
  };

  const verify = (...args: string[]) => postern.run(['audit', 'verify', ...args]);

  it('says that all is there, and gives a head to keep', async () => {
    const { code, out, err } = await verify();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^The audit record is whole: 3 entries under \d+ seals?\.\nHead: \d+:\S+\n/);
    const [, head = ''] = /Head: (\S+)/.exec(out) ?? [];
    expect(await verify('--noted', head)).toMatchObject({ code: 0, err: '' });
    const other = head.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'));
    expect((await verify('--noted', other)).code).toBe(1);
  });

  it.each([
    [['--noted', 'yesterday'], '--noted takes a head'],
    [['--frobnicate'], "unknown option '--frobnicate'"],
  ])('does not understand %j', async (args, words) => {
    const outcome = await verify(...args);
    expect(outcome).toMatchObject({ code: 2, out: '' });
    expect(outcome.err).toContain(words);
  });

  it('needs the keys, and names the one that it lacks without showing any', async () => {
    const other = randomKeyringText('k9');
    const kept = postern.env['AUDIT_KEYS'] as string;
    postern.env['AUDIT_KEYS'] = other;
    const unknown = await verify();
    postern.env['AUDIT_KEYS'] = '';
    const missing = await verify();
    postern.env['AUDIT_KEYS'] = kept;
    expect(unknown).toMatchObject({ code: 1, out: '' });
    expect(unknown.err).toContain('the key k1 is not in AUDIT_KEYS any more');
    expect(unknown.err).not.toContain(other.split(':')[1]);
    expect(missing).toMatchObject({ code: 2, out: '' });
    expect(missing.err).toContain('AUDIT_KEYS is missing');
  });

  it('tells an entry that was changed, and one that was removed', async () => {
    const [{ id } = { id: '' }] = await postern.sql<{ id: string }>(
      `select id from identity.audit order by id limit 1`,
    );
    await tamper(`update identity.audit set application = 'forged' where id = '${id}'`);
    const changed = await verify();
    expect(changed).toMatchObject({ code: 1, out: '' });
    expect(changed.err).toContain(`the entry ${id} under seal 1 is not as it was`);
    await tamper(`delete from identity.audit where id = '${id}'`);
    const removed = await verify('--json');
    expect(removed.code).toBe(1);
    expect(JSON.parse(removed.out)).toEqual({
      outcome: 'broken',
      at: { reason: 'entry-removed', seal: 1, entry: id },
    });
    expect(removed.err).toContain(`the entry ${id} under seal 1 is gone`);
  });
});
