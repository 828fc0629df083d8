import { installation, type Installation } from '../testing/installation.js';

describe('postern organization', () => {
  let postern: Installation;
  beforeAll(async () => {
    postern = await installation();
    for (const username of ['ann', 'ben']) {
      const names = ['--given-name', username, '--family-name', 'Lee'];
      const account = ['--username', username, '--email', `${username}@example.org`, '--generate-password'];
      await postern.run(['operator', 'create', ...account, ...names]);
    }
  });
  afterAll(() => postern.drop());

  const organization = (...args: string[]) => postern.run(['organization', ...args]);
  const create = async (name: string) => {
    const { out } = await organization('create', name, '--administrator', 'ann', '--json');
    return JSON.parse(out) as { id: string; members: number };
  };

  it('makes one, lists it, and adds and lists members, recorded as done here', async () => {
    const { id, members } = await create('Acme Logistics');
    expect(members).toBe(1);
    expect(await organization('add-member', id, 'ben')).toEqual({ code: 0, out: 'Added ben as member.\n', err: '' });
    const list = await organization('list', '--query', 'ACME', '--json');
    expect(JSON.parse(list.out)).toMatchObject([{ id, name: 'Acme Logistics', members: 2 }]);
    const found = await organization('members', id, '--json');
    expect(JSON.parse(found.out)).toMatchObject([
      { username: 'ann', role: 'administrator' },
      { username: 'ben', role: 'member' },
    ]);
    const table = await organization('members', id, '--query', 'b');
    expect(table.out).toContain('ben@example.org');
    expect(table.out).not.toContain('ann@example.org');
    const kinds = await postern.sql<{ kind: string; device: string }>(
      'select kind, device from identity.audit where organization_id = $1 order by id',
      [id],
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(['organization.created', 'member.joined', 'member.joined']);
    expect(new Set(kinds.map(({ device }) => device))).toEqual(new Set(['Command line']));
  });

  it('refuses what is not there, or there already, and says what helps', async () => {
    const { id } = await create('Beta');
    const refused = async (words: string, ...args: string[]) => {
      const outcome = await organization(...args);
      expect(outcome).toMatchObject({ code: 1, out: '' });
      expect(outcome.err).toContain(words);
    };
    await refused('No account has', 'create', 'Gamma', '--administrator', 'nobody');
    await refused('No account has', 'add-member', id, 'nobody');
    await refused('is a member already', 'add-member', id, 'ann');
    await refused('Nobody has verified the address ben@example.org', 'add-member', id, 'ben@example.org');
    await refused('Nobody has verified', 'create', 'Gamma', '--administrator', 'ben@example.org');
    for (const none of ['x', '00000000-0000-4000-8000-000000000000']) {
      await refused('There is no organization', 'members', none);
      await refused('There is no organization', 'add-member', none, 'ann');
    }
    expect((await organization('add-member', id, 'ben', '--role', 'king')).code).toBe(2);
    expect((await organization('create', ' ')).code).toBe(2);
  });
});
