import { askForResetLink, choosePassword, openResetLink, resetPassword, type Person } from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

const better = 'a new and long enough passphrase';

describe('A forgotten password (R17, S13)', () => {
  let postern: Installation;

  beforeAll(async () => {
    postern = await install();
  });

  afterAll(() => postern.stop());

  const open = (token: string) =>
    postern.client.send<{ code: string }>('POST', '/v1/recovery/password/links', { token, client: 'native' });

  /** One mail a minute is sent, however often it is asked for. */
  const aMinutePasses = () =>
    postern.sql(`update identity.password_reset set requested_at = requested_at - interval '61 seconds'`);

  it('leads through the second factor to another password; the old one and every session end', async () => {
    const ann = await postern.enrolled();
    const [old, session] = [ann.password, ann.session as string];
    await openResetLink(ann, await askForResetLink(ann, ann.email));
    expect(ann.flow).toMatchObject({ purpose: 'recovery', step: { kind: 'answer-challenge' } });
    await ann.answer(await ann.receiveCode(ann.phone));
    expect(ann.step('choose-password')).toEqual({ kind: 'choose-password', username: ann.username });
    await choosePassword(ann, better);
    expect(ann.flow?.step.kind).toBe('complete');
    expect(ann.flow).not.toHaveProperty('session');
    await ann.receive(ann.email, 'password-changed');
    expect((await postern.client.as(session).send('GET', '/v1/session')).status).toBe(401);
    await expect(ann.elsewhere().signIn({ password: old })).rejects.toMatchObject({ status: 401 });
    expect((await ann.signInFully()).kind).toBe('complete');
  });

  it('needs no second factor of somebody who has none, and makes nobody signed in', async () => {
    const ann = await postern.newcomer();
    await openResetLink(ann, await askForResetLink(ann));
    ann.step('choose-password');
    await choosePassword(ann, better);
    expect(ann.flow).not.toHaveProperty('session');
    expect((await ann.signIn()).kind).toBe('verify-email');
  });

  it('cannot be skipped to: before the second factor no password is taken, and no factor is shown or changed', async () => {
    const ann = await postern.enrolled();
    await openResetLink(ann, await askForResetLink(ann));
    for (const [path, body] of [
      ['/new-password', { password: better }],
      ['/factors', { kind: 'totp' }],
      ['/lost-factors', {}],
      ['/done', {}],
    ] as const)
      expect((await ann.attempt('POST', path, body)).status).toBeGreaterThanOrEqual(409);
    expect((await ann.elsewhere().signIn()).kind).toBe('answer-challenge');
  });

  it('refuses a weak password, one made of the person’s own details too, and lets another be chosen', async () => {
    const ann = await postern.enrolled();
    await openResetLink(ann, await askForResetLink(ann));
    await ann.finish();
    for (const password of ['short', 'password123', ann.username])
      expect(await ann.attempt('POST', '/new-password', { password })).toMatchObject({
        status: 422,
        body: { code: 'account.password_refused' },
      });
    expect((await choosePassword(ann, better)).kind).toBe('complete');
  });

  it('opens with a link that works once, of twenty at the same moment too (S13)', async () => {
    const ann = await postern.enrolled();
    const token = await askForResetLink(ann);
    const replies = await Promise.all(Array.from({ length: 20 }, () => open(token)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ status, body }) => status === 410 && body.code === 'link.spent')).toHaveLength(19);
  });

  it('opens neither with an altered link nor with an expired one, nor with one from before a password change', async () => {
    const ann = await postern.enrolled();
    const token = await askForResetLink(ann);
    const altered = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`;
    expect(await open(altered)).toMatchObject({ status: 404, body: { code: 'link.unknown' } });
    await aMinutePasses();
    await resetPassword(ann, better);
    expect((await open(token)).status).toBe(410);
  });

  it('is the same answer for everybody; nobody is told more by mail than the owner (S20)', async () => {
    const ann = await postern.newcomer();
    const ask = (identifier: string) => postern.client.send('POST', '/v1/recovery/password', { identifier });
    const replies = await Promise.all(
      [ann.username, ann.email, 'nobody-at-all', 'nobody@example.org'].map((identifier) => ask(identifier)),
    );
    expect(replies.map(({ status, body }) => [status, body])).toEqual(replies.map(() => [202, {}]));
    await ann.receive(ann.email, 'password-reset');
    expect(await ann.inbox.messages('nobody@example.org')).toEqual([]);
  });

  it('half-way in two windows: the password that was chosen first stays', async () => {
    const ann = await postern.enrolled();
    const [first, second] = [ann, ann.elsewhere()] as [Person, Person];
    await openResetLink(first, await askForResetLink(first));
    await first.finish();
    await aMinutePasses();
    await openResetLink(second, await askForResetLink(second));
    await second.finish();
    await choosePassword(first, better);
    expect(
      (await second.attempt('POST', '/new-password', { password: 'yet another long passphrase' })).status,
    ).not.toBe(200);
    expect((await first.signIn()).kind).toBe('answer-challenge');
  });
});
