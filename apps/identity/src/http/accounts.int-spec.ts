import type { RegisteredAccount, SendMessage } from '@postern/contracts';
import { OpenConnection } from '@postern/platform';
import { eventually } from '@postern/platform/testing';
import { Queue } from 'bullmq';
import { aPerson, caller, runIdentity, type RunningIdentity } from '../testing/running-identity.js';

describe('POST /internal/accounts', () => {
  let identity: RunningIdentity;
  let notifications: Queue;
  beforeAll(async () => {
    identity = await runIdentity();
    const { connection } = identity.app.get(OpenConnection, { strict: false }).opened;
    notifications = new Queue('notifications', { connection });
  });
  afterAll(async () => {
    await notifications.close();
    await identity.stop();
  });

  const register = (body: unknown) =>
    identity.client.call<RegisteredAccount>({ method: 'POST', path: '/internal/accounts', body, caller });
  const rows = async (table: string) =>
    (await identity.database.query(`all ${table}`, `select from identity.${table}`)).length;
  const count = () => rows('account');
  const outgoing = () => rows('outbox');
  const noticesTo = async (email: string) => {
    const waiting = await notifications.getJobs(['waiting']);
    return waiting.map((job) => job.data as SendMessage).filter(({ to }) => to === email);
  };

  it('creates an account', async () => {
    const person = aPerson({
      phone: '555 0100',
      address: { line1: '1 Pier Road', city: 'Portland', region: 'OR', postalCode: '97201', country: 'US' },
    });
    const { username, email } = person;
    expect(await register(person)).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      username,
      email,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });

  it('answers a taken username with 409, also in another case', async () => {
    const person = aPerson();
    await register(person);
    await expect(register(aPerson({ username: person.username.toUpperCase() }))).rejects.toMatchObject({
      code: 'account.username_taken',
      details: { errors: [{ field: 'username', reason: 'taken' }] },
    });
  });

  it('S1, S2: says why it refuses a password', async () => {
    const refusal = (password: string) =>
      register(aPerson({ password })).catch((problem: { details: { errors: { reason: string }[] } }) =>
        problem.details.errors.map(({ reason }) => reason),
      );
    expect(await refusal('kettle7')).toEqual(['too-short']);
    expect(await refusal('qwertyuiop')).toEqual(['breached']);
    expect(await refusal('Wren-Tanaka1')).toEqual(['personal']);
    expect(await refusal('postern12345')).toEqual(['product-name']);
    await expect(register(aPerson({ password: 'kettle7' }))).rejects.toMatchObject({
      code: 'account.password_refused',
      details: { errors: [{ field: 'password', message: expect.stringContaining('8 characters') }] },
    });
  });

  it('S20 account enumeration: a known address is answered like a new one, and its owner gets one mail an hour', async () => {
    const owner = aPerson();
    const { id } = await register(owner);
    const before = await count();
    const attempt = aPerson({ email: owner.email.toUpperCase() });
    const reply = await register(attempt);
    expect(reply).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      username: attempt.username,
      email: attempt.email,
      createdAt: expect.any(String),
    });
    expect(reply.id).not.toBe(id);
    await register(aPerson({ email: owner.email }));
    expect(await count()).toBe(before);
    await eventually(async () => (await outgoing()) === 0);
    expect(await noticesTo(owner.email)).toMatchObject([
      { template: 'account-exists', data: { username: owner.username }, accountId: id },
    ]);
  });

  it('race: of parallel registrations of one username exactly one succeeds', async () => {
    const { username } = aPerson();
    const names = [username, username.toUpperCase(), username, username.replace('r', 'R')];
    const results = await Promise.allSettled(names.map((name) => register(aPerson({ username: name }))));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'account.username_taken' });
    }
  });

  it('S22: names each bad field and creates nothing', async () => {
    const before = await count();
    await expect(
      register({ ...aPerson({ username: 'a b', email: 'nobody' }), role: 'admin', name: { given: '' } }),
    ).rejects.toMatchObject({
      code: 'request.invalid',
      details: {
        errors: expect.arrayContaining(
          ['username', 'email', 'role', 'name.given', 'name.family'].map((field) => expect.objectContaining({ field })),
        ),
      },
    });
    expect(await count()).toBe(before);
  });

  it('S19: answers nobody without a service token', async () => {
    for (const authorization of [undefined, 'Bearer x.y.z', `Bearer ${identity.assure({ sub: aPersonId })}`]) {
      const reply = await fetch(`${identity.url}/internal/accounts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
        body: JSON.stringify(aPerson()),
      });
      expect(reply.status).toBe(401);
      expect(await reply.json()).toMatchObject({ code: 'service.unauthorized' });
    }
  });
});

const aPersonId = '3f0e8a52-0a9f-4d55-8b8a-2f6f0a3c9a10';
