import { randomUUID } from 'node:crypto';
import { assuranceTokenClaims, type SubjectTokenClaims } from '@postern/contracts';
import { runMfa, type RunningMfa } from '../testing/running-mfa.js';
import { attempted, parcelDesk, Visitor } from '../testing/visitor.js';

/** From before the cut-off. */
const old = { created_at: 1_700_000_000 };
type ApplicationClaims = NonNullable<SubjectTokenClaims['application']>;
const desk = (changes: Partial<ApplicationClaims>) => ({ application: { ...parcelDesk, ...changes } });
const secondsFromNow = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

describe('What an application requires', () => {
  let mfa: RunningMfa;
  beforeAll(async () => {
    mfa = await runMfa();
  });
  afterAll(() => mfa.stop());

  const assuranceOf = (visitor: Visitor) =>
    mfa.assurances.verify('assurance', 'mfa', visitor.flow?.assuranceToken ?? '', assuranceTokenClaims);
  /** Enrolled, at a place that asks for nothing. */
  const having = async (kind: 'sms' | 'email') => {
    const visitor = new Visitor(mfa, old);
    await visitor.signIn();
    await visitor.act('POST', '/enrollment-choice', { choice: 'enroll' });
    await visitor.verifyEmail();
    if (kind === 'sms') await visitor.enrollSms();
    else await visitor.act('POST', '/factors', { kind: 'email' });
    await visitor.answer(kind === 'sms' ? await visitor.smsCode() : await mfa.sent.code(visitor.email));
    return visitor;
  };

  it('holds there and nowhere else: a method of everybody, at once or from a day on (R1)', async () => {
    const ann = new Visitor(mfa, old);
    await ann.start(desk({ mfa: 'required' }));
    expect(ann.flow?.step.kind).toBe('verify-email');
    await ann.start(desk({ deadline: secondsFromNow(-1) }));
    expect(ann.flow?.step.kind).toBe('verify-email');
    const deadline = secondsFromNow(3600);
    await ann.start(desk({ deadline }));
    expect(ann.step('choose-enrollment').deadline).toBe(new Date(deadline * 1000).toISOString());
    await ann.signIn();
    expect(ann.step('choose-enrollment').deadline).toBeNull();
  });

  it('asks nothing where identity, or a flow under way, is from before it could be asked', async () => {
    const { mfa: _, deadline: __, least_aal: ___, ...older } = parcelDesk;
    const ann = new Visitor(mfa, old);
    await ann.start({ application: older as ApplicationClaims });
    expect(ann.step('choose-enrollment').deadline).toBeNull();
    await mfa.database.query(
      'spec.older-flow',
      `update mfa.flow set subject = jsonb_set(subject, '{application}', (subject->'application') - '{mfa,deadline,leastAal}'::text[])
       where account_id = $1`,
      [ann.accountId],
    );
    await ann.act('GET');
    expect(ann.step('choose-enrollment').deadline).toBeNull();
    await ann.act('POST', '/enrollment-choice', { choice: 'not-now' });
    expect(assuranceOf(ann)).toMatchObject({ aal: 'aal1', application: 'parcel-desk' });
  });

  describe('aal2', () => {
    const strict = desk({ least_aal: 'aal2' });

    it('S10: is not met by a code by e-mail that is enough elsewhere', async () => {
      const ann = await having('email');
      await ann.start(strict);
      await ann.answer(await mfa.sent.code(ann.email));
      expect(ann.flow?.assuranceToken).toBeUndefined();
      expect(ann.step('enroll-factor')).toMatchObject({ skippable: false, allowed: ['sms', 'totp', 'webauthn'] });
      await ann.enrollSms();
      await ann.answer(await ann.smsCode());
      expect(assuranceOf(ann)).toMatchObject({ aal: 'aal2', factor: { kind: 'sms' } });
    });

    it('R11: is not met by a device that is remembered elsewhere, nor is one remembered there', async () => {
      const ann = await having('sms');
      await ann.signIn();
      await ann.act('POST', '/answer', { code: await ann.smsCode(), rememberDevice: true });
      const token = ann.flow?.device?.token ?? '';
      await ann.start(desk({}), token);
      expect(assuranceOf(ann)).toMatchObject({ aal: 'aal1' });
      await ann.start(strict, token);
      expect(ann.step('answer-challenge')).toMatchObject({ factor: { kind: 'sms' }, canRememberDevice: false });
      await ann.act('POST', '/answer', { code: await ann.smsCode(), rememberDevice: true });
      expect(ann.flow?.device).toBeUndefined();
      expect(assuranceOf(ann)).toMatchObject({ aal: 'aal2' });
    });
  });

  describe('of who steps up into it', () => {
    const session = { id: randomUUID() };
    /** As fresh as can be, and all that was asked for. */
    const fresh = { session, step_up: { aal: 'aal1' as const, satisfied: true } };
    const toEnrolled = async (ann: Visitor, claims: Partial<SubjectTokenClaims>) => {
      await ann.stepUp({ ...fresh, ...claims });
      expect(ann.flow?.step.kind).toBe('confirm-password');
      const subjectToken = ann.subjectToken({ purpose: 'step-up', session: null, amr: ['pwd'] });
      await ann.act('POST', '/password', { subjectToken });
      await ann.verifyEmail();
      await ann.enrollSms();
      await ann.answer(await ann.smsCode());
      return assuranceOf(ann);
    };

    it.each<[string, Partial<ApplicationClaims>]>([
      ['of everybody', { mfa: 'required' }],
      ['of accounts as old as theirs', { required_from: 1_600_000_000 }],
      ['since a deadline', { deadline: 1_700_000_001 }],
      ['at a level', { least_aal: 'aal2' }],
    ])('leads who has no method through enrollment where one is required %s', async (_, rule) => {
      const ann = new Visitor(mfa, old);
      const assurance = await toEnrolled(ann, desk(rule));
      expect(assurance).toMatchObject({ aal: 'aal2', session: session.id, application: 'parcel-desk' });
    });

    it('asks nothing of them where none is, and says what cannot be reached', async () => {
      const ann = new Visitor(mfa, old);
      await ann.stepUp({ ...fresh, ...desk({}) });
      expect(ann.flow?.step.kind).toBe('complete');
      const step_up = { aal: 'aal2' as const, satisfied: false };
      expect(await attempted(ann.stepUp({ ...desk({}), step_up }))).toMatchObject({ code: 'step_up.unreachable' });
    });

    it('S10: asks for the level also of a session that was enough elsewhere', async () => {
      const ann = await having('sms');
      await ann.stepUp({ ...fresh, ...desk({}) });
      expect(ann.flow?.step.kind).toBe('complete');
      await ann.stepUp({ ...fresh, ...desk({ least_aal: 'aal2' }) });
      await ann.answer(await ann.smsCode());
      expect(assuranceOf(ann)).toMatchObject({ aal: 'aal2', application: 'parcel-desk' });
      const ben = await having('email');
      await ben.stepUp({ ...fresh, ...desk({ least_aal: 'aal2' }), amr: ['pwd', 'email'] });
      await ben.answer(await mfa.sent.code(ben.email));
      await ben.enrollSms();
      await ben.answer(await ben.smsCode());
      expect(assuranceOf(ben)).toMatchObject({ aal: 'aal2', factor: { kind: 'sms' } });
    });
  });
});
