import { randomUUID } from 'node:crypto';
import { assuranceTokenClaims, confirmationTokenClaims, flowState } from '@postern/contracts';
import { runMfa, type RunningMfa } from '../testing/running-mfa.js';
import { attempted, Visitor } from '../testing/visitor.js';

describe('Stepping up and recovering over HTTP', () => {
  let mfa: RunningMfa;
  beforeAll(async () => {
    mfa = await runMfa();
  });
  afterAll(() => mfa.stop());

  /** From before the cut-off: need not have a factor. */
  const unbound = { created_at: 1_700_000_000 };
  const anHourAgo = () => Math.floor(Date.now() / 1000) - 3600;
  const assuranceOf = (visitor: Visitor) =>
    mfa.assurances.verify('assurance', 'mfa', visitor.flow?.assuranceToken ?? '', assuranceTokenClaims);
  /** What identity signs when it has taken the password again. */
  const confirmation = (visitor: Visitor, claims: object = {}) => ({
    subjectToken: visitor.subjectToken({ purpose: 'step-up', session: null, amr: ['pwd'], ...claims }),
  });

  it('is complete at once where the session is fresh enough, with its own time', async () => {
    const ann = await new Visitor(mfa).withSms();
    const session = { id: randomUUID() };
    const auth_time = anHourAgo();
    const step_up = { aal: 'aal2', satisfied: true } as const;
    await ann.stepUp({ session, auth_time, step_up, amr: ['pwd', 'sms', 'otp', 'mfa'], aal: 'aal2' });
    expect(assuranceOf(ann)).toMatchObject({ purpose: 'step-up', session: session.id, auth_time, aal: 'aal2' });
  });

  it('asks for the factor, and counts from the answer', async () => {
    const ann = await new Visitor(mfa).withSms();
    await ann.stepUp({ auth_time: anHourAgo(), redirect_to: 'https://parcel-desk.example/orders' });
    expect(ann.step('answer-challenge')).toMatchObject({ canRememberDevice: false, canRecover: false });
    await ann.answer(await ann.smsCode());
    expect(ann.step('complete').redirectTo).toBe('https://parcel-desk.example/orders');
    const assurance = assuranceOf(ann);
    expect(assurance).toMatchObject({ aal: 'aal2', amr: ['pwd', 'sms', 'otp', 'mfa'], factor: { kind: 'sms' } });
    expect(assurance!.auth_time).toBeGreaterThan(anHourAgo() + 3000);
  });

  it('asks for the password where there is no factor, by way of identity', async () => {
    const ann = new Visitor(mfa, unbound);
    await ann.stepUp({ auth_time: anHourAgo() });
    expect(flowState.parse(ann.flow).step).toEqual({ kind: 'confirm-password', username: 'robin' });
    const token = ann.flow?.confirmationToken ?? '';
    expect(mfa.assurances.verify('confirmation', 'mfa', token, confirmationTokenClaims)).toMatchObject({
      sub: ann.accountId,
      jti: ann.flow?.id,
      purpose: 'step-up',
    });
    expect(ann.flow).not.toHaveProperty('assuranceToken');
    await ann.act('POST', '/password', confirmation(ann));
    expect(assuranceOf(ann)).toMatchObject({ aal: 'aal1', highest_aal: 'aal1', amr: ['pwd'], factor: null });
  });

  it('cannot reach what the account cannot prove', async () => {
    const ann = new Visitor(mfa, unbound);
    const step_up = { aal: 'aal2', satisfied: false } as const;
    expect(await attempted(ann.stepUp({ step_up }))).toMatchObject({ code: 'step_up.unreachable' });
  });

  it('S19: a confirmation works once, of twenty at once for one flow or for two', async () => {
    const ann = new Visitor(mfa, unbound);
    const other = ann.tab();
    await ann.stepUp({ amr: [] });
    await other.stepUp({ amr: [] });
    const body = confirmation(ann);
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 ? ann : other).attempt('POST', '/password', body)),
    );
    expect(replies.filter(({ code }) => code === 'complete')).toHaveLength(1);
    expect(replies.filter(({ code }) => code === 'flow.expired')).toHaveLength(19);
  });

  it.each<[string, (visitor: Visitor) => object]>([
    ['for another account', (visitor) => confirmation(visitor, { sub: randomUUID() })],
    ['that began a step-up itself', (visitor) => confirmation(visitor, { session: { id: randomUUID() } })],
    ['for a sign-in', (visitor) => confirmation(visitor, { purpose: 'sign-in' })],
    ['from before a password change', (visitor) => confirmation(visitor, { credential_version: 0 })],
    ['that is forged', () => ({ subjectToken: 'nonsense' })],
  ])('S19: a confirmation %s is none', async (_, forge) => {
    const ann = new Visitor(mfa);
    await ann.stepUp({ amr: [] });
    expect((await ann.attempt('POST', '/password', forge(ann))).code).toMatch(/^flow\.(not_found|expired)$/);
    await ann.act('GET');
    expect(ann.flow?.step.kind).toBe('confirm-password');
  });

  it('S13: a reset link passes the second factor, gives back nothing that was lost, and signs nobody in', async () => {
    const ann = await new Visitor(mfa).withSms();
    await ann.start({ purpose: 'recovery', amr: ['email'] });
    expect(ann.step('answer-challenge').canRecover).toBe(false);
    expect((await ann.attempt('POST', '/lost-factors')).code).toBe('factor.recovery_not_possible');
    expect((await ann.attempt('POST', '/answer', { code: '000000', modifyFactors: true })).code).toBe(
      'challenge.rejected',
    );
    await ann.act('POST', '/answer', { code: await ann.smsCode(), modifyFactors: true, rememberDevice: true });
    expect(flowState.parse(ann.flow)).toMatchObject({ step: { kind: 'choose-password', username: 'robin' } });
    expect(ann.flow).not.toHaveProperty('device');
    expect(assuranceOf(ann)).toMatchObject({ purpose: 'recovery', session: null, factor: { kind: 'sms' } });
  });

  describe('when every factor is lost', () => {
    it('puts a new one in their place, after password and link (S13)', async () => {
      const ann = await new Visitor(mfa).withTotp();
      await ann.account('POST', '/recovery-codes', 'manage-factors');
      await ann.signIn();
      await ann.act('POST', '/lost-factors');
      expect(ann.step('await-email').email).toContain('*****');
      expect(await mfa.sent.to(ann.email, 'recover-factors')).toMatchObject([{ locale: 'en' }]);
      await ann.openLink(await ann.linkToken(ann.email, 'recover-factors'));
      await ann.act('GET');
      expect(ann.step('enroll-factor').active).toEqual([]);
      await ann.enrollSms();
      await ann.answer(await ann.smsCode());
      expect(assuranceOf(ann)).toMatchObject({ amr: ['pwd', 'email', 'sms', 'otp', 'mfa'], aal: 'aal2' });
      expect(ann.step('complete').recoveryCodesLeft).toBeNull();
      expect((await mfa.sent.events(ann.accountId)).slice(-2)).toEqual(['factors.recovered', 'factor.activated']);
      await ann.signIn();
      expect(ann.step('answer-challenge')).toMatchObject({ factor: { kind: 'sms' }, alternatives: [] });
    });

    it('sends the link to no other address, and not faster than a resend', async () => {
      const ann = await new Visitor(mfa).withTotp();
      await ann.signIn();
      await ann.act('POST', '/lost-factors');
      const other = await ann.attempt('POST', '/email', { address: 'thief@example.org' });
      expect(other.code).toBe('factor.recovery_not_possible');
      expect((await ann.attempt('POST', '/email/resend')).code).toBe('challenge.resend_too_soon');
      for (let round = 0; round < 5; round++) {
        await ann.act('DELETE', '/factors/pending');
        await ann.act('POST', '/lost-factors');
      }
      expect(await mfa.sent.to(ann.email, 'recover-factors')).toHaveLength(1);
      expect(await mfa.sent.to('thief@example.org')).toEqual([]);
    });

    it('of two recoveries at once one takes everything, and the other ends', async () => {
      const ann = await new Visitor(mfa).withTotp();
      const tabs = [ann.tab(), ann.tab()];
      for (const [index, tab] of tabs.entries()) {
        await tab.signIn();
        await tab.act('POST', '/lost-factors');
        await tab.openLink(await tab.linkToken(tab.email, 'recover-factors'));
        tab.phone = `${tab.phone.slice(0, -1)}${index}`;
        await tab.enrollSms();
      }
      const codes = await Promise.all(tabs.map((tab) => tab.smsCode()));
      const replies = await Promise.all(tabs.map((tab, index) => tab.attemptAnswer(codes[index] ?? '')));
      expect(replies.map(({ code }) => code).sort()).toEqual(['complete', 'flow.expired']);
      await ann.signIn();
      expect(ann.step('answer-challenge')).toMatchObject({ factor: { kind: 'sms' }, alternatives: [] });
    });

    it('is no way around the code for who has only the mailbox, or codes that go to it', async () => {
      const ann = new Visitor(mfa);
      await ann.signIn();
      await ann.verifyEmail();
      await ann.act('POST', '/factors', { kind: 'email' });
      await ann.answer(await mfa.sent.code(ann.email));
      await ann.signIn();
      expect(ann.step('answer-challenge').canRecover).toBe(false);
      expect((await ann.attempt('POST', '/lost-factors')).code).toBe('factor.recovery_not_possible');
    });
  });
});
