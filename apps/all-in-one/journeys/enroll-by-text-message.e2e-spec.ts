import { install, type Installation } from './installation.js';

describe('A newcomer enrolls by text message', () => {
  let postern: Installation;

  beforeAll(async () => {
    postern = await install();
  });

  afterAll(() => postern.stop());

  it('verifies an e-mail address, proves the number, is signed in, and is asked for a code the next time', async () => {
    const ann = await postern.newcomer();

    expect(await ann.signIn()).toEqual({ kind: 'verify-email', accountEmail: ann.email });
    await ann.verifyEmail();
    expect(ann.step('enroll-factor')).toMatchObject({
      allowed: ['sms', 'email', 'totp', 'webauthn'],
      active: [],
      skippable: false,
    });
    expect((await ann.receive(ann.email, 'email-verified')).subject).toContain('Email verified');

    await ann.enrollSms();
    const { factor, challenge, totp } = ann.step('activate-factor');
    expect(factor).toMatchObject({ kind: 'sms', destination: `(***) ***-**${ann.phone.slice(-2)}`, activatedAt: null });
    expect(challenge).toMatchObject({ kind: 'sms', attemptsLeft: 5 });
    expect(totp).toBeUndefined();

    const text = await ann.receive(ann.phone, 'temporary-passcode');
    expect(text.channel).toBe('sms');
    const [, code] = /\n@localhost #(\d{6})$/.exec(text.text.trimEnd()) ?? [];
    await ann.answer(code as string);
    expect(ann.flow).toMatchObject({
      step: { kind: 'complete' },
      session: { aal: 'aal2', amr: ['pwd', 'sms', 'otp', 'mfa'], account: { username: ann.username } },
    });
    expect(await ann.readSession()).toMatchObject({ account: { email: ann.email }, aal: 'aal2' });
    expect((await ann.receive(ann.email, 'factor-added')).text).toContain(`(***) ***-**${ann.phone.slice(-2)}`);

    await ann.signIn();
    expect(ann.step('answer-challenge')).toMatchObject({
      factor: { kind: 'sms' },
      alternatives: [],
      canRememberDevice: true,
    });
    await ann.answer(await ann.receiveCode(ann.phone));
    expect(ann.flow?.step.kind).toBe('complete');
  });

  it.each([
    ['+447700900123', 'international'],
    ['505555012a', 'letters'],
    ['505555012', 'too-short'],
    ['50555501234', 'too-long'],
    ['', 'too-short'],
  ])('refuses %j and says why', async (phone, reason) => {
    const ann = await postern.newcomer();
    await ann.signIn();
    await ann.verifyEmail();
    const reply = await ann.attempt('POST', '/factors', { kind: 'sms', phone });
    expect(reply).toMatchObject({ status: 422, body: { code: 'phone.refused', errors: [{ field: 'phone', reason }] } });
    expect((await ann.act('GET')).kind).toBe('enroll-factor');
  });

  it('lets the number be entered again before it is proven', async () => {
    const ann = await postern.newcomer();
    await ann.signIn();
    await ann.verifyEmail();
    await ann.enrollSms('5055550100');
    expect((await ann.act('DELETE', '/factors/pending')).kind).toBe('enroll-factor');
    await ann.enrollSms('5055550199');
    await ann.answer(await ann.receiveCode('5055550199'));
    expect(ann.flow?.step.kind).toBe('complete');
  });
});
