import pg from 'pg';
import { Person } from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

const current = '/v1/sign-ins/current';

describe('Bad input gets a clear answer and changes nothing (S22–S24)', () => {
  let postern: Installation;
  let ann: Person;

  beforeAll(async () => {
    postern = await install();
    ann = await postern.newcomer();
    await ann.signIn();
  });

  afterAll(() => postern.stop());

  const accounts = async (): Promise<number> => {
    const client = new pg.Client({ connectionString: postern.databaseUrl.reveal() });
    await client.connect();
    const { rows } = await client.query('select count(*)::int as count from identity.account');
    await client.end();
    return rows[0].count as number;
  };
  const registration = {
    username: 'brandnew',
    password: 'correct horse battery',
    email: 'new@example.org',
    name: { given: 'A', family: 'B' },
  };

  it.each([
    ['an unknown field', { ...registration, admin: true }, 'admin'],
    ['a wrong type', { ...registration, username: 7 }, 'username'],
    ['a missing name', { ...registration, name: undefined }, 'name'],
    ['half a name', { ...registration, name: { given: 'A' } }, 'name.family'],
    ['a username with an @', { ...registration, username: 'a@b.example' }, 'username'],
    ['an address that is none', { ...registration, email: 'nope' }, 'email'],
    [
      'a line break in a name',
      { ...registration, name: { given: 'A\r\nBcc: x@example.org', family: 'B' } },
      'name.given',
    ],
    ['half a surrogate pair in a name', { ...registration, name: { given: 'A\ud800', family: 'B' } }, 'name.given'],
    ['half a surrogate pair in the password', { ...registration, password: '\udc00'.repeat(20) }, 'password'],
    ['null', null, 'username'],
    ['an array', [], 'body'],
  ])('registering with %s', async (_, body, field) => {
    const before = await accounts();
    const reply = await postern.client.send<{ errors: { field: string }[] }>('POST', '/v1/accounts', body);
    expect(reply).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expect(reply.body.errors.map((error) => error.field)).toContain(field);
    expect(await accounts()).toBe(before);
  });

  it.each(['ann\0', 'ann\0@example.org', 'ann\ud800'])(
    'signing in as %j, which PostgreSQL would refuse, names the field (S22, S24)',
    async (identifier) => {
      const reply = await postern.client.send('POST', '/v1/sign-ins', { identifier, password: ann.password });
      expect(reply).toMatchObject({
        status: 400,
        body: { errors: [{ field: 'identifier', reason: 'invalid-format' }] },
      });
    },
  );

  it('asking the inbox for an address with a NUL', async () => {
    expect(await postern.client.send('GET', '/dev/inbox/messages?to=a%00b')).toMatchObject({ status: 400 });
  });

  it.each([
    ['too short', 'abc1234', 'too-short'],
    ['among the most common', 'password123', 'breached'],
    ['made of the username', 'brandnew1', 'personal'],
    ['made of the product’s name', 'postern2026', 'product-name'],
  ])('a password that is %s', async (_, password, reason) => {
    const before = await accounts();
    const reply = await postern.client.send('POST', '/v1/accounts', { ...registration, password });
    expect(reply).toMatchObject({ status: 422, body: { code: 'account.password_refused' } });
    expect(JSON.stringify(reply.body)).toContain(`"reason":"${reason}"`);
    expect(await accounts()).toBe(before);
  });

  it('a taken username, also in other letters’ case', async () => {
    const reply = await postern.client.send('POST', '/v1/accounts', {
      ...registration,
      username: ann.username.toUpperCase(),
    });
    expect(reply).toMatchObject({ status: 409, body: { code: 'account.username_taken' } });
  });

  it('a known e-mail address: the same answer, no account, and a mail to its owner', async () => {
    const before = await accounts();
    const reply = await postern.client.send('POST', '/v1/accounts', {
      ...registration,
      email: ann.email.toUpperCase(),
    });
    expect(reply).toMatchObject({ status: 201, body: { username: 'brandnew', email: ann.email.toUpperCase() } });
    expect(await accounts()).toBe(before);
    expect((await ann.receive(ann.email, 'account-exists')).subject).toContain('already have an account');
  });

  it.each([
    ['POST', '/answer', { code: '123456' }],
    ['POST', '/resend', undefined],
    ['POST', '/factors', { kind: 'totp' }],
    ['POST', '/challenge', { factorId: '00000000-0000-4000-8000-000000000000' }],
    ['POST', '/enrollment-choice', { choice: 'not-now' }],
    ['DELETE', '/factors/pending', undefined],
    ['POST', '/email/resend', undefined],
  ])('a step out of order: %s %s', async (method, path, body) => {
    expect(await ann.attempt(method, path, body)).toMatchObject({
      status: 409,
      body: { code: 'flow.step_out_of_order' },
    });
    expect((await ann.act('GET')).kind).toBe('verify-email');
  });

  it.each(['12345', '1234567', 'abcdef', '', null, 123456, ['123456']])('a code that is none: %j', async (code) => {
    expect(await ann.attempt('POST', '/answer', { code })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'code' }] },
    });
  });

  it('no flow, an unknown flow, and somebody else’s session token as a flow token', async () => {
    expect(await postern.client.send('GET', current)).toMatchObject({ status: 401, body: { code: 'flow.required' } });
    const stranger = postern.client.as('A'.repeat(43));
    expect(await stranger.send('GET', current)).toMatchObject({ status: 404, body: { code: 'flow.not_found' } });
    expect((await stranger.send('GET', '/v1/session')).status).toBe(401);
  });

  it('an abandoned sign-in is gone', async () => {
    const ben = await postern.newcomer();
    await ben.signIn();
    expect((await ben.attempt('DELETE')).status).toBe(204);
    expect([404, 410]).toContain((await ben.attempt('GET')).status);
  });

  it('a wrong password and an unknown person look alike (S20)', async () => {
    const wrong = await postern.client.send('POST', '/v1/sign-ins', {
      identifier: ann.username,
      password: 'not the password',
    });
    const unknown = await postern.client.send('POST', '/v1/sign-ins', {
      identifier: 'nobody-at-all',
      password: 'not the password',
    });
    const plain = ({ body, status }: typeof wrong) => ({ status, body: { ...(body as object), requestId: '' } });
    expect(plain(wrong)).toEqual(plain(unknown));
    expect(wrong.status).toBe(401);
  });

  it('an application that does not exist', async () => {
    const reply = await postern.client.send('POST', '/v1/sign-ins', {
      identifier: ann.username,
      password: ann.password,
      application: 'nope',
    });
    expect(reply).toMatchObject({ status: 422, body: { code: 'application.unknown' } });
  });

  it('an unknown route, a wrong method, HTML instead of JSON, a huge body', async () => {
    expect(await postern.client.send('GET', '/v1/nothing')).toMatchObject({
      status: 404,
      body: { code: 'request.not_found' },
    });
    expect(await postern.client.send('PUT', '/v1/accounts', {})).toMatchObject({
      status: 405,
      body: { code: 'request.method_not_allowed' },
    });
    const post = (body: string, type: string) =>
      fetch(`${postern.url}/v1/accounts`, { method: 'POST', body, headers: { 'content-type': type } });
    expect((await post('<a/>', 'text/html')).status).toBe(415);
    expect((await post(`{"username":"${'x'.repeat(70_000)}"}`, 'application/json')).status).toBe(413);
    expect((await post('{"username":', 'application/json')).status).toBe(400);
  });
});
