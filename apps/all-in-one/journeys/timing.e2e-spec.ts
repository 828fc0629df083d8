import { randomBytes } from 'node:crypto';
import { findAccount, Person } from '../src/testing/index.js';
import { install, type Installation } from './installation.js';
import { differences } from './likeness.js';

/** Whether an account is there, and in which state, must not show in how long an answer takes. */
describe('Known, unknown, disabled and closed accounts take the same time (S20)', () => {
  let postern: Installation;
  let known: Person;
  let disabled: Person;
  let closed: Person;

  beforeAll(async () => {
    const unlimited = '1000000';
    postern = await install({
      given: {
        LIMIT_FAILED_PASSWORDS_PER_15_MINUTES: unlimited,
        LIMIT_RECOVERIES_PER_HOUR: unlimited,
        LIMIT_RECOVERIES_PER_NAME_PER_HOUR: unlimited,
      },
    });
    const operator = await postern.operator();
    [known, disabled, closed] = [await postern.enrolled(), await postern.enrolled(), await postern.enrolled()];
    const account = await findAccount(operator, disabled.username);
    await operator.call('POST', `/v1/admin/accounts/${account?.id}/disablement`, {});
    await closed.call('POST', '/v1/account/closure', {});
  });

  afterAll(() => postern.stop());

  const post = (path: string, body: () => object, status: number) => async () => {
    const reply = await postern.client.send('POST', path, body());
    if (reply.status !== status) throw new Error(`${path} answered ${reply.status}: ${JSON.stringify(reply.body)}`);
  };

  it('signing in', async () => {
    const signIn = (identifier: string, password = 'not the password') =>
      post('/v1/sign-ins', () => ({ identifier, password }), 401);
    expect(
      await differences({
        known: signIn(known.username),
        unknown: signIn('nobody-at-all'),
        disabled: signIn(disabled.username, disabled.password),
        closed: signIn(closed.username, closed.password),
      }),
    ).toEqual([]);
  }, 120_000);

  it.each([
    ['a forgotten username', '/v1/recovery/username', 'email'],
    ['a forgotten password', '/v1/recovery/password', 'identifier'],
  ])(
    '%s',
    async (_, path, field) => {
      const ask = (email: string) => post(path, () => ({ [field]: email }), 202);
      expect(
        await differences({
          known: ask(known.email),
          unknown: ask('nobody-at-all@example.org'),
          disabled: ask(disabled.email),
          closed: ask(closed.email),
        }),
      ).toEqual([]);
    },
    120_000,
  );

  it('registering with an address that somebody has', async () => {
    const register = (email: (name: string) => string) =>
      post(
        '/v1/accounts',
        () => {
          const username = `new-${randomBytes(8).toString('hex')}`;
          const password = 'correct horse battery';
          return { username, password, email: email(username), name: { given: 'A', family: 'B' } };
        },
        201,
      );
    expect(
      await differences({ known: register(() => known.email), unknown: register((name) => `${name}@example.org`) }),
    ).toEqual([]);
  }, 120_000);
});
