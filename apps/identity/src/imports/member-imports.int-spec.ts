import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { MemberImportErrors, MemberImportList, MemberImportView } from '@postern/contracts';
import { newId } from '@postern/kernel';
import { OpenConnection, QueueSender } from '@postern/platform';
import { eventually } from '@postern/platform/testing';
import { hash as bcrypt } from '@node-rs/bcrypt';
import { jest } from '@jest/globals';
import { Queue } from 'bullmq';
import { IdentityConsumer } from '../queue/identity.consumer.js';
import { Mailbox } from '../testing/mailbox.js';
import { anOrganization, join, withRole } from '../testing/organization.js';
import { codeOf, Resident, tally } from '../testing/resident.js';
import { caller, runIdentity, type RunningIdentity } from '../testing/running-identity.js';

jest.setTimeout(120_000);
const header = 'username,email,given_name,family_name';

describe('Members from a file', () => {
  let identity: RunningIdentity;
  let operator: Resident;
  let mailbox: Mailbox;
  beforeAll(async () => {
    identity = await runIdentity();
    operator = await withRole(identity, 'operator');
    mailbox = new Mailbox(identity);
  });
  afterAll(async () => {
    await mailbox.close();
    await identity.stop();
  });

  const sql = async <Row extends object>(text: string, ...values: unknown[]) =>
    (await identity.database.pool.query<Row>(text, values)).rows;
  const upload = (
    path: string,
    by: Resident,
    content: string | Buffer,
    wishes: { session?: string; type?: string } = {},
  ) =>
    identity.client.call<MemberImportView>({
      ...{ method: 'POST', path, caller, sessionToken: wishes.session ?? by.session },
      file: {
        contentType: wishes.type ?? 'text/csv',
        content: Readable.from([Buffer.from(content)], { objectMode: false }),
      },
    });
  let people = 0;
  /** A line like no other, with what it is about. */
  const aLine = (more = '') => {
    people += 1;
    const [username, email] = [`import.${people}`, `import.${people}@example.org`];
    return { username, email, text: `${username},${email},Wren,Tanaka${more}\n` };
  };
  const given = async () => {
    const acme = await anOrganization(identity, operator, `Acme ${newId()}`);
    const path = `${acme.path}/member-imports`;
    const send = (lines: string, { query = '', by = acme.boss, columns = header } = {}) =>
      upload(`${path}${query}`, by, `${columns}\n${lines}`);
    const done = (id: string) =>
      eventually(async () => {
        const view = await acme.boss.call<MemberImportView>('GET', `${path}/${id}`);
        return view.state === 'processing' ? undefined : view;
      }, 60_000);
    const run = async (...wishes: Parameters<typeof send>) => done((await send(...wishes)).id);
    const errors = async (id: string, query = '') =>
      acme.boss.call<MemberImportErrors>('GET', `${path}/${id}/errors${query}`);
    const members = async () =>
      Number(
        (
          await sql<{ count: string }>('select count(*) from identity.membership where organization_id = $1', acme.id)
        )[0]?.count,
      );
    return { ...acme, path, send, done, run, errors, members };
  };

  it('become accounts and members, and those who have no password are told by mail how to choose one', async () => {
    const { run, send, path, boss, members, id } = await given();
    const [bare, hashed] = [aLine(',es,'), aLine(`,en,${await bcrypt('violet kettle 42', { cost: 4 })}`)];
    const columns = `${header},locale,password_hash`;
    expect(await send('', { columns, query: '?dryRun=true' })).toMatchObject({
      dryRun: true,
      rows: 0,
      finishedAt: null,
    });
    const view = await eventually(() => run(bare.text + hashed.text, { columns }).catch(() => undefined));
    expect(view).toEqual({
      ...{ id: view.id, dryRun: false, state: 'complete', rows: 2, processed: 2, created: 2, joined: 0, invited: 0 },
      ...{ unchanged: 0, failed: 0, startedAt: expect.any(String), finishedAt: expect.any(String) },
    });
    expect(await members()).toBe(4);
    const { imports } = await boss.call<MemberImportList>('GET', path);
    expect(imports[0]).toEqual(view);
    const mails = await batchesTo(bare.email, hashed.email);
    expect(mails).toMatchObject([
      {
        ...{ to: bare.email, locale: 'es' },
        data: {
          username: bare.username,
          addedBy: boss.person.username,
          choosePassword: expect.stringMatching(/^https:\/\/sign-in\.example\.test\/forgot-password$/),
        },
      },
    ]);
    const kinds = await sql<{ kind: string; actor: string; details: object }>(
      `select kind, actor, details from identity.audit where organization_id = $1 and kind like 'import.%' and not (details ->> 'dryRun')::boolean order by id`,
      id,
    );
    expect(kinds).toMatchObject([
      { kind: 'import.begun', actor: boss.id, details: { import: view.id, rows: 2 } },
      { kind: 'import.complete', actor: boss.id, details: { import: view.id, created: 2, failed: 0 } },
    ]);
    expect(await sql('select from identity.member_import_row where import_id = $1', view.id)).toEqual([]);
  });
  /** Recipients of mails that go out as one job. */
  const batchesTo = async (...addresses: string[]) => {
    const { connection } = identity.app.get(OpenConnection, { strict: false }).opened;
    const queue = new Queue('notifications', { connection });
    const jobs = await eventually(async () => {
      const found = (await queue.getJobs(['waiting', 'prioritized'])).filter(({ name }) => name === 'send-messages');
      return found.length > 0 ? found : undefined;
    });
    await queue.close();
    const all = jobs.flatMap(({ data }) => (data as { recipients: { to: string }[] }).recipients);
    return all.filter(({ to }) => addresses.includes(to));
  };

  const signIn = (identifier: string, password: string) =>
    identity.client.call({
      method: 'POST',
      path: '/internal/authentications',
      body: { identifier, password, application: null },
      caller,
    });

  it('S3: sign in with the password that they had elsewhere, which is then kept as all others are', async () => {
    const { run } = await given();
    const lines = [
      aLine(`,${await bcrypt('violet kettle 42', { cost: 4 })}`),
      aLine(`,"$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA"`),
    ];
    await run(lines.map(({ text }) => text).join(''), { columns: `${header},password_hash` });
    const stored = async (username: string) =>
      (
        await sql<{ password_hash: string }>('select password_hash from identity.account where username = $1', username)
      )[0]?.password_hash;
    for (const [index, password] of ['violet kettle 42', 'password'].entries()) {
      const { username } = lines[index]!;
      const before = await stored(username);
      expect(await codeOf(signIn(username, 'violet kettle 43'))).toBe('sign_in.rejected');
      expect(await stored(username)).toBe(before);
      expect(await codeOf(signIn(username, password))).toBeNull();
      expect(await stored(username)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      expect(await codeOf(signIn(username, password))).toBeNull();
    }
  });

  it('S20: who has yet to choose a password is answered like anybody else, whatever is typed', async () => {
    const { run } = await given();
    const { username, text } = aLine();
    await run(text);
    const [row] = await sql<{ password_hash: string }>(
      'select password_hash from identity.account where username = $1',
      username,
    );
    for (const typed of ['violet kettle 42', row!.password_hash, ' ']) {
      expect(await codeOf(signIn(username, typed))).toBe('sign_in.rejected');
    }
  });

  it('errors come by line, in pages and in the language of whoever asks', async () => {
    const { run, errors, boss, path } = await given();
    const first = aLine();
    const lines = [
      first.text,
      'x,y,z\n',
      `=1+1,${aLine().email},Wren,Tanaka\n`,
      first.text,
      'kim,not an address,Kim,Park\n',
    ];
    const { id, state, failed, created } = await run(lines.join(''));
    expect([state, failed, created]).toEqual(['complete-with-errors', 4, 1]);
    const page = await errors(id, '?limit=2');
    expect(page).toMatchObject({
      errors: [
        { row: 3, username: 'x', field: '', reason: 'columns' },
        {
          row: 4,
          username: '=1+1',
          field: 'username',
          reason: 'username-signs',
          message: 'Use letters, digits, dots, underscores and hyphens.',
        },
      ],
      nextCursor: '4',
    });
    const rest = await errors(id, `?limit=2&cursor=${page.nextCursor}`);
    expect(rest).toMatchObject({
      errors: [
        { row: 5, field: 'username', reason: 'repeated' },
        { row: 6, username: 'kim', field: 'email', reason: 'email-format' },
      ],
      nextCursor: null,
    });
    const call = { method: 'GET', path: `${path}/${id}/errors`, sessionToken: boss.session } as const;
    const spanish = await identity.client.call<MemberImportErrors>({ ...call, caller: { ...caller, locale: 'es' } });
    expect(spanish.errors[0]?.message).toMatch(/^Esta fila/);
    expect(await codeOf(errors(id, '?cursor=abc'))).toBe('request.invalid');
  });

  it('a dry run says what would be, and nothing is there afterwards', async () => {
    const { run, members } = await given();
    const lines = Array.from({ length: 300 }, () => aLine());
    const before = await sql('select count(*) from identity.account');
    const view = await run(lines.map(({ text }) => text).join('') + lines[0]!.text, { query: '?dryRun=true' });
    expect(view).toMatchObject({ dryRun: true, state: 'complete-with-errors', rows: 301, created: 300, failed: 1 });
    expect(await sql('select count(*) from identity.account')).toEqual(before);
    expect(await members()).toBe(2);
  });

  it('race: of ten imports of one organization at once exactly one begins', async () => {
    const { send, done, members } = await given();
    const lines = Array.from({ length: 30 }, () => aLine().text).join('');
    const begun: string[] = [];
    // None is complete before the last one is refused.
    const { worker } = identity.app.get(IdentityConsumer, { strict: false });
    await worker.pause();
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => codeOf(send(lines).then(({ id }) => begun.push(id)))),
    );
    expect(tally(outcomes)).toEqual({ null: 1, 'import.running': 9 });
    await worker.resume();
    await done(begun[0]!);
    expect(await members()).toBe(32);
  });

  it('race: organizations that import the same people at once share no account, and each is made once', async () => {
    const [one, other] = [await given(), await given()];
    const lines = Array.from({ length: 400 }, () => aLine());
    const text = lines.map((line) => line.text).join('');
    const views = await Promise.all([one.run(text), other.run(text)]);
    expect(views[0].created + views[1].created).toBe(400);
    for (const { created, invited, failed, processed } of views)
      expect([created + invited + failed, processed]).toEqual([400, 400]);
    const rows = await sql<{ count: string }>(
      'select count(*) from identity.account where username = any($1)',
      lines.map(({ username }) => username),
    );
    expect(rows[0]?.count).toBe('400');
  });

  it('S5 redelivery: messages that come again and again, in any order, do nothing twice', async () => {
    const { send, done, members } = await given();
    const { id } = await send(Array.from({ length: 700 }, () => aLine().text).join(''));
    const sender = identity.app.get(QueueSender, { strict: false });
    const again = [2, 252, 502, 2, 100, 252, 650].map((fromRow) => ({
      ...({ id: newId(), queue: 'identity', name: 'import-members', body: { importId: id, fromRow } } as const),
    }));
    await sender.send([...again, ...again]);
    const view = await done(id);
    expect(view).toMatchObject({ state: 'complete', processed: 700, created: 700 });
    expect(await members()).toBe(702);
    expect(
      await sql(`select from identity.audit where kind = 'import.complete' and details ->> 'import' = $1`, id),
    ).toHaveLength(1);
  });

  describe('S22: an administrator of another organization, members, support and strangers', () => {
    it('reach nothing of it, by any id', async () => {
      const [mine, others] = [await given(), await given()];
      const { id } = await others.run('x,y,z\n');
      const support = await withRole(identity, 'support');
      const stranger = await Resident.register(identity);
      const calls = (path: string, by: Resident) => [
        upload(path, by, `${header}\n${aLine().text}`),
        upload(`${path}?dryRun=true`, by, `${header}\n`),
        upload(path, by, 'no file at all'),
        ...[path, `${path}/${id}`, `${path}/${id}/errors`].map((each) => by.call('GET', each)),
      ];
      for (const by of [mine.boss, others.member, support, stranger]) {
        for (const call of calls(others.path, by)) expect(await codeOf(call)).toBe('organization.not_found');
      }
      for (const path of [
        `${mine.path}/${id}`,
        `${mine.path}/${id}/errors`,
        `${mine.path}/${newId()}`,
        `${mine.path}/x`,
      ]) {
        expect(await codeOf(mine.boss.call('GET', path))).toBe('import.not_found');
      }
      expect(await others.members()).toBe(2);
    });

    it('S11: it takes a fresh authentication, and a session at all', async () => {
      const { path, boss } = await given();
      const content = `${header}\n${aLine().text}`;
      const old = await boss.signIn({ auth_time: Math.floor(Date.now() / 1000) - 301 });
      expect(await codeOf(upload(path, boss, content, { session: old }))).toBe('session.step_up_required');
      expect(await codeOf(boss.call('GET', path, undefined, old))).toBeNull();
      expect(await codeOf(upload(path, boss, content, { session: '' }))).toBe('session.required');
    });
  });

  describe('S22 takeover and S20 probing', () => {
    it('whoever has an account is asked by mail, and keeps all that is theirs', async () => {
      const { run, members } = await given();
      const victim = await Resident.register(identity);
      const before = await victim.account();
      const { username, email } = victim.person;
      const line = (name: string) =>
        `${name},${email},Evil,Twin,administrator,true,${'$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'}\n`;
      const columns = `${header},role,email_verified,password_hash`;
      expect(await run(line(username), { columns })).toMatchObject({ state: 'complete', invited: 1, created: 0 });
      expect(await run(line(aLine().username), { columns })).toMatchObject({
        state: 'complete',
        invited: 1,
        created: 0,
      });
      expect(await victim.account()).toEqual(before);
      expect(await victim.refusal()).toBeNull();
      expect(await members()).toBe(2);
      // Asked once, however often the file comes.
      expect((await mailbox.to(email)).map(({ template }) => template)).toEqual(['organization-invitation']);
    });

    it('is asked again when whoever asked before may not ask any more', async () => {
      const { run, boss, id } = await given();
      const [known, former] = [await Resident.register(identity), await Resident.register(identity)];
      const line = () => `${aLine().username},${known.email},Wren,Tanaka\n`;
      await join(identity, id, former, 'administrator');
      await run(line(), { by: former });
      await sql(`update identity.membership set role = 'member' where account_id = $1`, former.id);
      for (const by of [boss, boss]) expect(await run(line(), { by })).toMatchObject({ invited: 1 });
      expect((await mailbox.to(known.email)).map(({ data }) => data['invitedBy'])).toEqual([
        ...[former.person.username, boss.person.username],
      ]);
    });

    it('a dry run tells nothing of addresses, and sends nothing', async () => {
      const { run, errors } = await given();
      const known = await Resident.register(identity);
      const dry = (line: string) => run(line, { query: '?dryRun=true' });
      const unknown = await dry(aLine().text);
      const probed = await dry(`${aLine().username},${known.email},Wren,Tanaka\n`);
      const timeless = (view: MemberImportView) => ({ ...view, id: '', startedAt: '', finishedAt: '' });
      expect(timeless(probed)).toEqual(timeless(unknown));
      // Nor to whom an address belongs.
      const pair = await dry(`${known.person.username},${known.email},Wren,Tanaka\n`);
      const other = await dry(`${known.person.username},${aLine().email},Wren,Tanaka\n`);
      expect(timeless(pair)).toEqual(timeless(other));
      expect((await errors(pair.id)).errors).toEqual((await errors(other.id)).errors);
      expect(await mailbox.to(known.email)).toEqual([]);
    });

    it('an address that somebody was parted from a short while ago is not given to anybody', async () => {
      const { run } = await given();
      const owner = await Resident.register(identity);
      await sql(
        `insert into identity.email_change (id, account_id, email, credential_version, requested_at, expires_at, confirmed_at, replaced, replaced_key)
         values (gen_random_uuid(), $1, 'new@example.net', 1, now(), now(), now(), 'parted@example.org', 'parted@example.org')`,
        owner.id,
      );
      const view = await run(`${aLine().username},Parted@example.org,Wren,Tanaka\n`);
      expect(view).toMatchObject({ invited: 1, created: 0 });
      expect(await sql(`select from identity.account where email_key = 'parted@example.org'`)).toEqual([]);
    });

    it('an operator joins accounts whose name and address agree; whoever took both before their owner came is asked', async () => {
      const { send, done, members, boss } = await given();
      const [same, other, squatter] = await Promise.all([1, 2, 3].map(() => Resident.register(identity)));
      await sql('update identity.account set email_verified_at = now() where id = $1', same!.id);
      const lineOf = ({ person: { username, email } }: Resident) => `${username},${email},Wren,Tanaka\n`;
      const lines = [lineOf(same!), `${aLine().username},${other!.email},Wren,Tanaka\n`, lineOf(squatter!)];
      const { id } = await send(lines.join(''), { by: operator });
      expect(await done(id)).toMatchObject({ joined: 1, failed: 1, invited: 1 });
      expect(await members()).toBe(3);
      expect((await mailbox.to(squatter!.email)).map(({ template }) => template)).toEqual(['organization-invitation']);
      expect(await boss.refusal()).toBeNull();
    });
  });

  describe('CSV attacks', () => {
    it.each([
      ['NUL in a name', 'wren.nul,wren.nul@example.org,Wr\0en,Tanaka\n'],
      [
        'half of a pair',
        Buffer.concat([
          Buffer.from('wren.half,wren.half@example.org,Wr'),
          Buffer.from([0xed, 0xa0, 0x80]),
          Buffer.from(',Tanaka\n'),
        ]),
      ],
      ['a field of 1 MB', `wren.long,wren.long@example.org,${'W'.repeat(1024 * 1024)},Tanaka\n`],
      ['100,000 columns', `wren.wide,wren.wide@example.org${',W'.repeat(100_000)}\n`],
      ['more than 16 MiB', Buffer.alloc(17 * 1024 * 1024, 'wren,wren@example.org,Wren,Tanaka\n')],
      ['a compressed file', gzipSync(Buffer.alloc(1024 * 1024))],
    ])('%s: nobody is made, and the next file is taken', async (_, lines) => {
      const { boss, path, members, run, done } = await given();
      const content = Buffer.concat([Buffer.from(`${header}\n`), Buffer.from(lines)]);
      const result = await upload(path, boss, content).then(
        ({ id }) => done(id).then(({ created, failed }) => `${created} of ${created + failed}`),
        ({ code }: { code: string }) => code,
      );
      expect(result).toMatch(/^(?:0 of 1|import\.unreadable|import\.too_large)$/);
      expect(await members()).toBe(2);
      expect(await run(aLine().text)).toMatchObject({ created: 1 });
    });

    it('a formula is stored as text', async () => {
      const { run } = await given();
      const { username, email } = aLine();
      await run(`${username},${email},"=HYPERLINK(""http://x"")",+1\n`);
      expect(await sql('select name from identity.account where username = $1', username)).toEqual([
        { name: { given: '=HYPERLINK("http://x")', family: '+1' } },
      ]);
    });

    it('S23: other types, and files at other addresses, are not taken', async () => {
      const { boss, path } = await given();
      const content = `${header}\n${aLine().text}`;
      for (const type of ['text/plain', 'application/octet-stream', 'multipart/form-data; boundary=x']) {
        expect(await codeOf(upload(path, boss, content, { type }))).toBe('request.unsupported_media_type');
      }
      expect(await codeOf(boss.call('POST', path, { username: 'x' }))).toBe('request.unsupported_media_type');
      expect(await codeOf(upload(path.replace('member-imports', 'invitations'), boss, content))).toBe(
        'request.unsupported_media_type',
      );
      expect(await codeOf(upload(`${path}?dryRun=maybe`, boss, content))).toBe('request.invalid');
    });

    it('a header that is wrong is told, column by column', async () => {
      const { boss, path } = await given();
      const refused = upload(path, boss, 'username,mail,given_name,family_name,mail\n');
      await expect(refused).rejects.toMatchObject({
        code: 'import.unreadable',
        details: { errors: expect.arrayContaining([expect.objectContaining({ field: 'email', reason: 'missing' })]) },
      });
    });
  });

  it('are forgotten after 30 days, and files that stopped on their way after an hour', async () => {
    const { run, path, boss, errors, id: organizationId } = await given();
    const [old, young] = [await run('x,y,z\n'), await run('x,y,z\n')];
    await sql(
      `update identity.member_import set started_at = now() - interval '30 days 1 minute' where id = $1`,
      old.id,
    );
    const stuck = newId();
    await sql(
      `insert into identity.member_import select (jsonb_populate_record(i, jsonb_build_object('id', $2::text, 'state', 'receiving', 'touched_at', now() - interval '61 minutes'))).*
       from identity.member_import i where id = $1`,
      ...[young.id, stuck],
    );
    const sender = identity.app.get(QueueSender, { strict: false });
    await sender.send([{ id: newId(), queue: 'identity', name: 'clear-expired', body: {} }]);
    await eventually(async () => (await codeOf(boss.call('GET', `${path}/${old.id}`))) === 'import.not_found');
    expect(await sql('select from identity.member_import_row where import_id = $1', old.id)).toEqual([]);
    expect((await errors(young.id)).errors).toHaveLength(1);
    await eventually(async () => (await sql('select from identity.member_import where id = $1', stuck)).length === 0);
    expect(organizationId).toBeDefined();
  });

  it('a file that stops on its way keeps nobody waiting for long', async () => {
    const { send, path, boss, run } = await given();
    const file = new Readable({ read: () => undefined });
    file.push(`${header}\n`);
    const call = {
      method: 'POST',
      path,
      caller,
      sessionToken: boss.session,
      file: { contentType: 'text/csv', content: file },
    } as const;
    const hanging = codeOf(identity.client.call(call));
    await eventually(
      async () => (await sql(`select from identity.member_import where state = 'receiving'`)).length === 1,
    );
    expect(await codeOf(send(''))).toBe('import.running');
    await sql(
      `update identity.member_import set touched_at = now() - interval '121 seconds' where state = 'receiving'`,
    );
    const view = await run(aLine().text);
    expect(view).toMatchObject({ created: 1 });
    file.push(aLine().text);
    file.push(null);
    expect(await hanging).toBe('import.running');
  });
});
