import { installation, type Installation } from '../testing/installation.js';

describe('postern operator and account', () => {
  let postern: Installation;

  beforeAll(async () => {
    postern = await installation();
  });
  afterAll(() => postern.drop());

  const ann = (username = 'ann') => [
    ...['operator', 'create', '--username', username, '--email', `${username}@example.org`],
    ...['--given-name', 'Ann', '--family-name', 'Lee'],
  ];
  const accounts = () =>
    postern.sql<{ username: string; role: string | null; state: string }>(
      `select username, role, state from identity.account order by username`,
    );
  const phrase = 'four unrelated quiet words';

  beforeEach(() => postern.sql('truncate identity.account cascade'));

  it('makes an operator with the password from standard input, which nothing ever shows (S9)', async () => {
    const { code, out, err } = await postern.run(ann(), `${phrase}\n`);
    expect({ code, out, err }).toEqual({ code: 0, out: 'Made the operator ann, ann@example.org.\n', err: '' });
    expect(await accounts()).toEqual([{ username: 'ann', role: 'operator', state: 'active' }]);
    const [row] = await postern.sql<object>(`select a::text, to_jsonb(a) from identity.account a`);
    expect(JSON.stringify(row)).not.toContain(phrase);
  });

  it('makes a password and shows it once', async () => {
    const { code, out } = await postern.run([...ann(), '--generate-password']);
    expect(code).toBe(0);
    expect(out).toMatch(/^Made the operator ann, ann@example\.org\.\nPassword, shown this once: [\w-]{27}\n$/);
    const json = await postern.run([...ann('bob'), '--generate-password', '--json']);
    expect(JSON.parse(json.out)).toEqual({
      id: expect.any(String),
      username: 'bob',
      email: 'bob@example.org',
      password: expect.stringMatching(/^[\w-]{27}$/),
    });
    expect(out).not.toContain((JSON.parse(json.out) as { password: string }).password);
  });

  it('twice the same is refused, and makes one', async () => {
    await postern.run(ann(), phrase);
    const again = await postern.run(ann(), phrase);
    expect(again).toEqual({ code: 1, out: '', err: 'The username ann is taken. Choose another one.\n' });
    const sameAddress = await postern.run([...ann('bob').with(5, 'ann@example.org')], phrase);
    expect(sameAddress).toMatchObject({ code: 1, out: '' });
    expect(sameAddress.err).toContain('ann@example.org already');
    expect(await accounts()).toHaveLength(1);
  });

  it.each([
    ['password', 1, 'This password is on public lists'],
    ['annlee-annlee-annlee', 1, 'Choose one'],
    ['', 2, 'Write the password to standard input'],
  ])('refuses the password "%s" with a reason and without repeating it', async (password, code, words) => {
    const outcome = await postern.run(ann(), password);
    expect(outcome).toMatchObject({ code, out: '' });
    expect(outcome.err).toContain(words);
    if (password.includes('-')) expect(outcome.err).not.toContain(password);
    expect(await accounts()).toEqual([]);
  });

  it.each([
    [ann().with(3, 'a@b').with(5, 'nowhere').with(7, ' '), /^--username: .*\n--email: [^]*\n--given-name: [^]*$/],
    [[...ann(), '--locale', 'tlh'], /--locale: Use one of: en, es\./],
    [ann().slice(0, 8), /required option '--family-name <name>' not specified/],
    [[...ann(), '--password', phrase], /unknown option '--password'/],
  ])('names what is wrong with %j', async (args, words) => {
    const outcome = await postern.run(args, phrase);
    expect(outcome).toMatchObject({ code: 2, out: '' });
    expect(outcome.err).toMatch(words);
    expect(await accounts()).toEqual([]);
  });

  it('keeps somebody out and lets them in again; twice is as good as once', async () => {
    await postern.run(ann(), phrase);
    await postern.run(ann('bob'), phrase);
    for (const identifier of ['bob', 'bob@example.org']) {
      expect(await postern.run(['account', 'disable', identifier])).toMatchObject({ code: 0, err: '' });
    }
    expect((await accounts()).map(({ state }) => state)).toEqual(['active', 'disabled']);
    for (const identifier of ['bob', 'bob']) {
      expect(await postern.run(['account', 'enable', identifier])).toMatchObject({ code: 0, err: '' });
    }
    expect((await accounts()).map(({ state }) => state)).toEqual(['active', 'active']);
  });

  it('does not disable the last operator, or somebody who is not there', async () => {
    await postern.run(ann(), phrase);
    const last = await postern.run(['account', 'disable', 'ann']);
    expect(last).toMatchObject({ code: 1, out: '' });
    expect(last.err).toContain('ann is the last operator.');
    for (const verb of ['disable', 'enable']) {
      expect(await postern.run(['account', verb, 'nobody'])).toEqual({
        code: 1,
        out: '',
        err: 'No account has the username or e-mail address nobody.\n',
      });
    }
    expect((await accounts())[0]?.state).toBe('active');
  });
});
