import { eventually } from '@postern/platform/testing';
import { makeRecoveryCodes } from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

describe('Every sign-in method is lost (S13)', () => {
  let postern: Installation;

  beforeAll(async () => {
    postern = await install();
  });

  afterAll(() => postern.stop());

  it('password and verified address together let somebody set up a new one; all the old ones are gone', async () => {
    const ann = await postern.enrolled();
    const [lost, session] = [ann.phone, ann.session as string];
    const [code] = await makeRecoveryCodes(ann);
    await ann.signIn();
    expect(ann.step('answer-challenge').canRecover).toBe(true);
    await ann.act('POST', '/lost-factors', {});
    expect(ann.step('await-email')).toMatchObject({
      email: expect.stringMatching(/^a\*{5}.@example\.org$/),
      reason: 'recover',
    });
    expect((await ann.openVerificationLink(ann.email, 'recover-factors')).kind).toBe('enroll-factor');
    expect(ann.flow).not.toHaveProperty('session');

    await ann.enrollSms('5055550177');
    await ann.answer(await ann.receiveCode('5055550177'));
    expect(ann.flow?.session?.amr).toEqual(expect.arrayContaining(['pwd', 'email', 'sms']));
    await ann.receive(ann.email, 'factors-recovered');
    // Whoever has the lost phone may have been signed in on it (S14).
    await eventually(async () => (await postern.client.as(session).send('GET', '/v1/session')).status === 401);
    await ann.readSession();
    await ann.signIn();
    expect(ann.step('answer-challenge')).toMatchObject({ factor: { destination: '(***) ***-**77' }, alternatives: [] });
    expect((await ann.attempt('POST', '/answer', { code })).status).toBe(422);
    expect(lost).not.toBe(ann.phone);
  });

  it('the old methods work until the new one is active', async () => {
    const ann = await postern.enrolled();
    const lost = ann.phone;
    await ann.signIn();
    await ann.receiveCode(lost);
    await ann.act('POST', '/lost-factors', {});
    await ann.openVerificationLink(ann.email, 'recover-factors');
    await ann.enrollSms('5055550178');
    const owner = Object.assign(ann.elsewhere(), { phone: lost });
    expect((await owner.signInFully()).kind).toBe('complete');
  });

  it('the link goes to the address that was verified before, and to no other', async () => {
    const ann = await postern.enrolled();
    await ann.signIn();
    await ann.act('POST', '/lost-factors', {});
    expect((await ann.attempt('POST', '/email', { address: 'mallory@example.org' })).status).toBeGreaterThanOrEqual(
      400,
    );
    expect(await ann.inbox.messages('mallory@example.org')).toEqual([]);
  });

  it('e-mail alone is one proof, not two: who has an e-mail factor is sent to the help desk', async () => {
    const ann = await postern.newcomer();
    await ann.signIn();
    await ann.verifyEmail();
    await ann.enrollEmail();
    await ann.answer(await ann.receiveCode(ann.email));
    await ann.signIn();
    expect(ann.step('answer-challenge').canRecover ?? false).toBe(false);
    expect(await ann.attempt('POST', '/lost-factors', {})).toMatchObject({
      status: 422,
      body: { code: 'factor.recovery_not_possible' },
    });
  });
});
