import { randomUUID } from 'node:crypto';
import { assuranceTokenClaims } from '@postern/contracts';
import { Administration } from '../testing/administration.js';
import { runMfa, type RunningMfa } from '../testing/running-mfa.js';
import { attempted, parcelDesk, Visitor } from '../testing/visitor.js';

/** From before the cut-off. */
const old = { created_at: 1_700_000_000 };

describe('What an organization requires', () => {
  let mfa: RunningMfa;
  let acme: Administration;
  beforeAll(async () => {
    mfa = await runMfa();
  });
  beforeEach(() => {
    acme = new Administration(mfa);
  });
  afterAll(() => mfa.stop());

  const member = (claims: object = {}) => new Visitor(mfa, { ...old, organizations: [acme.id], ...claims });
  const assuranceOf = (visitor: Visitor) =>
    mfa.assurances.verify('assurance', 'mfa', visitor.flow?.assuranceToken ?? '', assuranceTokenClaims);
  const withEmail = async (visitor: Visitor) => {
    await visitor.signIn();
    if (visitor.flow?.step.kind === 'choose-enrollment')
      await visitor.act('POST', '/enrollment-choice', { choice: 'enroll' });
    await visitor.verifyEmail();
    await visitor.act('POST', '/factors', { kind: 'email' });
    await visitor.answer(await mfa.sent.code(visitor.email));
    return visitor;
  };
  const withSms = async (visitor: Visitor) => {
    await visitor.signIn();
    await visitor.act('POST', '/enrollment-choice', { choice: 'enroll' });
    await visitor.verifyEmail();
    await visitor.enrollSms();
    await visitor.answer(await visitor.smsCode());
    return visitor;
  };

  it('holds at the next sign-in, for its members and for nobody else', async () => {
    const [ann, stranger] = [member(), new Visitor(mfa, old)];
    await ann.signIn();
    expect(ann.step('choose-enrollment')).toMatchObject({ deadline: null });
    await acme.asks({ mfa: 'required' });
    await ann.signIn();
    expect(ann.flow?.step.kind).toBe('verify-email');
    await stranger.signIn();
    expect(stranger.flow?.step.kind).toBe('choose-enrollment');
  });

  it('holds at the very next step of a flow under way (S14)', async () => {
    const [choosing, done, elsewhere] = [member(), member(), member()];
    for (const one of [choosing, done, elsewhere]) await one.signIn();
    await done.act('POST', '/enrollment-choice', { choice: 'not-now' });
    expect(assuranceOf(done)).toBeDefined();
    await acme.asks({ mfa: 'required' });
    expect((await choosing.attempt('POST', '/enrollment-choice', { choice: 'not-now' })).code).toBe(
      'flow.step_out_of_order',
    );
    await done.act('GET');
    expect([done.flow?.step.kind, done.flow?.assuranceToken]).toEqual(['verify-email', undefined]);
    const replica = await mfa.replica();
    const other = mfa.clientOf(replica.url);
    const onOther = Object.assign(elsewhere.tab(other), { flowToken: elsewhere.flowToken });
    await onOther.act('GET');
    expect(onOther.flow?.step.kind).toBe('verify-email');
    await other.close();
    await replica.close();
  });

  it('is over as soon as it is turned off', async () => {
    const ann = member();
    await acme.asks({ mfa: 'required' });
    await ann.signIn();
    await acme.asks({ mfa: 'offered' });
    await ann.act('GET');
    expect(ann.flow?.step.kind).toBe('choose-enrollment');
  });

  it('offers a second method after the first, which may be done without, and the code goes to the one used last (R10)', async () => {
    await acme.asks({ mfa: 'required' });
    const ann = member();
    await ann.signIn();
    await ann.verifyEmail();
    await ann.enrollSms();
    await ann.answer(await ann.smsCode());
    expect(ann.step('enroll-factor')).toMatchObject({
      skippable: true,
      allowed: ['email', 'totp', 'webauthn'],
      active: [{ kind: 'sms' }],
    });
    expect(ann.flow?.assuranceToken).toBeUndefined();
    // Begun and taken back.
    await ann.act('POST', '/factors', { kind: 'totp' });
    await ann.act('DELETE', '/factors/pending');
    await ann.act('POST', '/factors', { kind: 'email' });
    await ann.answer(await mfa.sent.code(ann.email));
    expect(assuranceOf(ann)).toMatchObject({ amr: ['pwd', 'sms', 'otp', 'mfa'], aal: 'aal2' });
    await ann.signIn();
    expect(ann.step('answer-challenge')).toMatchObject({ factor: { kind: 'email' }, alternatives: [{ kind: 'sms' }] });
    await ann.act('POST', '/challenge', { factorId: ann.step('answer-challenge').alternatives[0]!.id });
    await ann.answer(await ann.smsCode());
    await ann.signIn();
    expect(ann.step('answer-challenge').factor.kind).toBe('sms');
    const ben = member();
    await ben.signIn();
    await ben.verifyEmail();
    await ben.enrollSms();
    expect((await ben.attempt('POST', '/done')).code).toBe('flow.step_out_of_order');
    await ben.answer(await ben.smsCode());
    await ben.act('POST', '/done');
    expect(assuranceOf(ben)).toMatchObject({ aal: 'aal2', factor: { kind: 'sms' } });
  });

  it('skips nothing that must be: a first method cannot be done without', async () => {
    await acme.asks({ mfa: 'required' });
    const ann = member();
    await ann.signIn();
    await ann.verifyEmail();
    expect(ann.step('enroll-factor').skippable).toBe(false);
    expect((await ann.attempt('POST', '/done')).code).toBe('flow.step_out_of_order');
  });

  it('ends "Not now" at the deadline, and says before when that is', async () => {
    const ann = member();
    const soon = new Date(Date.now() + 3_600_000).toISOString();
    await acme.asks({ deadline: soon });
    await ann.signIn();
    expect(ann.step('choose-enrollment').deadline).toBe(soon);
    await acme.asks({ deadline: new Date(Date.now() - 1000).toISOString() });
    expect((await ann.attempt('POST', '/enrollment-choice', { choice: 'not-now' })).code).toBe(
      'flow.step_out_of_order',
    );
    await ann.act('GET');
    expect(ann.flow?.step.kind).toBe('verify-email');
  });

  it('is the strictest of installation, application and every organization (R1)', async () => {
    const other = new Administration(mfa, 'Borealis');
    await acme.asks({ allowedFactors: ['sms', 'totp', 'email'] });
    await other.asks({ mfa: 'required', allowedFactors: ['totp', 'email', 'webauthn'] });
    const application = { ...parcelDesk, allowed_factors: ['email' as const, 'totp' as const, 'webauthn' as const] };
    const ann = member({ organizations: [acme.id, other.id], application });
    await ann.signIn();
    await ann.verifyEmail();
    expect(ann.step('enroll-factor').allowed).toEqual(['email', 'totp']);
    const strict = { ...application, allowed_factors: ['totp' as const] };
    const ben = member({ organizations: [other.id, acme.id], application: strict });
    await ben.signIn();
    await ben.verifyEmail();
    expect(ben.step('enroll-factor').allowed).toEqual(['totp']);
  });

  describe('aal2', () => {
    it('is not met by a code by e-mail: a method that meets it is set up at once, and counts (S10)', async () => {
      const ann = await withEmail(member());
      await acme.asks({ leastAal: 'aal2' });
      await ann.signIn();
      expect(ann.step('answer-challenge').factor.kind).toBe('email');
      await ann.answer(await mfa.sent.code(ann.email));
      expect(ann.step('enroll-factor')).toMatchObject({ skippable: false, allowed: ['sms', 'totp', 'webauthn'] });
      expect(ann.flow?.assuranceToken).toBeUndefined();
      await ann.enrollSms();
      await ann.answer(await ann.smsCode());
      expect(assuranceOf(ann)).toMatchObject({
        aal: 'aal2',
        amr: ['pwd', 'sms', 'otp', 'mfa'],
        factor: { kind: 'sms' },
      });
      await ann.signIn();
      expect(ann.step('answer-challenge')).toMatchObject({
        factor: { kind: 'sms' },
        alternatives: [],
        canRememberDevice: false,
      });
    });

    it('turned on while a code by e-mail is on its way: that one is not enough any more', async () => {
      const ann = await withEmail(member());
      await ann.manage({ aal: 'aal1' });
      await ann.enrollSms();
      await ann.answer(await ann.smsCode());
      await ann.signIn();
      if (ann.step('answer-challenge').factor.kind !== 'email') {
        await ann.act('POST', '/challenge', { factorId: ann.step('answer-challenge').alternatives[0]!.id });
      }
      await acme.asks({ leastAal: 'aal2' });
      expect((await ann.attemptAnswer(await mfa.sent.code(ann.email))).code).toBe('flow.expired');
      await ann.signIn();
      expect(ann.step('answer-challenge').factor.kind).toBe('sms');
    });

    it('trusts no device, also none that was remembered before (R11)', async () => {
      const ann = await withSms(member());
      await ann.signIn();
      await ann.act('POST', '/answer', { code: await ann.smsCode(), rememberDevice: true });
      const token = ann.flow?.device?.token ?? '';
      await ann.start({}, token);
      expect(ann.flow?.step.kind).toBe('complete');
      await acme.asks({ leastAal: 'aal2' });
      expect((await ann.attempt('GET')).code).toBe('flow.expired');
      await ann.start({}, token);
      expect(ann.step('answer-challenge').canRememberDevice).toBe(false);
      await acme.asks({ rememberDeviceDays: 0 });
      await ann.start({}, token);
      expect(ann.flow?.step.kind).toBe('answer-challenge');
    });
  });

  describe('of who is signed in already', () => {
    const session = { id: randomUUID() };
    const below = { aal: 'aal1' as const, satisfied: true };

    it('leads a member without a method from the step-up through enrollment (S14)', async () => {
      await acme.asks({ mfa: 'required' });
      const ann = member();
      await ann.stepUp({ session, step_up: below });
      expect(ann.flow?.step.kind).toBe('confirm-password');
      const subjectToken = ann.subjectToken({ purpose: 'step-up', session: null, amr: ['pwd'] });
      await ann.act('POST', '/password', { subjectToken });
      await ann.verifyEmail();
      await ann.enrollSms();
      await ann.answer(await ann.smsCode());
      const assurance = assuranceOf(ann);
      expect(assurance).toMatchObject({ aal: 'aal2', amr: ['pwd', 'sms', 'otp', 'mfa'], session: session.id });
      expect(assurance!.auth_time).toBeGreaterThan(Date.now() / 1000 - 60);
    });

    it('asks a member with a method for it, though the session is fresh', async () => {
      const ann = await withSms(member());
      await acme.asks({ mfa: 'required' });
      await ann.stepUp({ session, step_up: below });
      await ann.answer(await ann.smsCode());
      expect(assuranceOf(ann)).toMatchObject({ aal: 'aal2' });
      await ann.stepUp({ session, step_up: below, amr: ['pwd', 'sms', 'otp', 'mfa'], aal: 'aal2' });
      expect(ann.flow?.step.kind).toBe('complete');
    });

    it('reaches aal2 also for who has only e-mail so far, and for who has nothing', async () => {
      const ann = await withEmail(member());
      await acme.asks({ leastAal: 'aal2' });
      const wanted = { session, step_up: { aal: 'aal2' as const, satisfied: false } };
      await ann.stepUp(wanted);
      await ann.answer(await mfa.sent.code(ann.email));
      await ann.enrollSms();
      await ann.answer(await ann.smsCode());
      expect(assuranceOf(ann)).toMatchObject({ aal: 'aal2', highest_aal: 'aal2' });
      const ben = member();
      await ben.stepUp(wanted);
      expect(ben.flow?.step.kind).toBe('confirm-password');
      const stranger = new Visitor(mfa, old);
      expect(await attempted(stranger.stepUp(wanted))).toMatchObject({ code: 'step_up.unreachable' });
    });
  });
});
