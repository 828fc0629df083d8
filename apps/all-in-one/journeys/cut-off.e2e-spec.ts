import pg from 'pg';
import { Person } from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

const password = 'a long enough demo password';

async function sinceBefore(postern: Installation): Promise<Person> {
  const person = await postern.newcomer();
  const client = new pg.Client({ connectionString: postern.databaseUrl.reveal() });
  await client.connect();
  await client.query(`update identity.account set created_at = '2024-11-05T10:00:00Z' where username = $1`, [
    person.username,
  ]);
  await client.end();
  return person;
}

describe('The cut-off by account age', () => {
  let postern: Installation;

  beforeAll(async () => {
    postern = await install();
    await postern.seedDemo(password);
  });

  afterAll(() => postern.stop());

  it('offers an account from before it "Enroll" or "Not now", as often as it likes by default', async () => {
    const robin = new Person(postern.client, { username: 'demo-2024', email: 'demo-2024@example.org', password });
    for (let time = 0; time < 3; time++) {
      expect(await robin.signIn()).toEqual({
        kind: 'choose-enrollment',
        requiredFrom: '2025-03-06T00:00:00.000Z',
        deadline: null,
        postponementsLeft: null,
      });
      await robin.act('POST', '/enrollment-choice', { choice: 'not-now' });
      expect(robin.flow).toMatchObject({ step: { kind: 'complete' }, session: { aal: 'aal1', amr: ['pwd'] } });
    }
  });

  it('lets it enroll, e-mail first', async () => {
    const robin = await sinceBefore(postern);
    await robin.signIn();
    expect((await robin.act('POST', '/enrollment-choice', { choice: 'enroll' })).kind).toBe('verify-email');
    await robin.verifyEmail();
    await robin.enrollTotp();
    await robin.answer(robin.totpCode());
    expect(robin.flow?.session?.aal).toBe('aal2');
    expect((await robin.signIn()).kind).toBe('answer-challenge');
  });

  it('makes an account from after it enroll: "Not now" is refused and changes nothing', async () => {
    const noor = new Person(postern.client, { username: 'demo-new', email: 'demo-new@example.org', password });
    expect((await noor.signIn()).kind).toBe('verify-email');
    expect(await noor.attempt('POST', '/enrollment-choice', { choice: 'not-now' })).toMatchObject({
      status: 409,
      body: { code: 'flow.step_out_of_order' },
    });
    expect((await noor.act('GET')).kind).toBe('verify-email');
  });
});

describe('A limit on "Not now"', () => {
  let postern: Installation;

  beforeAll(async () => {
    postern = await install({ given: { ENROLLMENT_POSTPONEMENTS: '2' } });
  });

  afterAll(() => postern.stop());

  it('is counted down, and then enrollment is required', async () => {
    const robin = await sinceBefore(postern);
    for (const left of [2, 1]) {
      expect(await robin.signIn()).toMatchObject({ kind: 'choose-enrollment', postponementsLeft: left });
      await robin.act('POST', '/enrollment-choice', { choice: 'not-now' });
    }
    expect(await robin.signIn()).toMatchObject({ kind: 'choose-enrollment', postponementsLeft: 0 });
    expect(await robin.attempt('POST', '/enrollment-choice', { choice: 'not-now' })).toMatchObject({
      status: 409,
      body: { code: 'flow.postponement_refused' },
    });
    expect((await robin.act('POST', '/enrollment-choice', { choice: 'enroll' })).kind).toBe('verify-email');
  });

  it('holds when ten sign-ins choose "Not now" at the same moment', async () => {
    const robin = await sinceBefore(postern);
    const tabs = Array.from({ length: 10 }, () => new Person(postern.client, robin));
    await Promise.all(tabs.map((tab) => tab.signIn()));
    const replies = await Promise.all(
      tabs.map((tab) => tab.attempt('POST', '/enrollment-choice', { choice: 'not-now' })),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(2);
  });
});
