import { assuranceTokenClaims, flowState } from '@postern/contracts';
import { runMfa, type RunningMfa } from '../testing/running-mfa.js';
import { Visitor, wrongFor } from '../testing/visitor.js';

const longAgo = Date.parse('2024-05-01T09:00:00Z') / 1000;

describe('The second-factor flow over HTTP', () => {
  let mfa: RunningMfa;
  beforeAll(async () => {
    mfa = await runMfa();
  });
  afterAll(() => mfa.stop());

  const assuranceOf = (visitor: Visitor) =>
    mfa.assurances.verify('assurance', 'mfa', visitor.flow?.assuranceToken ?? '', assuranceTokenClaims);

  it('enrolls a phone and assures identity of what was done', async () => {
    const ann = new Visitor(mfa, { application: 'parcel-desk', credential_version: 7 });
    expect(await ann.signIn()).toEqual({ kind: 'verify-email', accountEmail: ann.email });
    expect(ann.flow).not.toHaveProperty('assuranceToken');
    await ann.verifyEmail();
    await ann.enrollSms();
    expect(ann.step('activate-factor').factor.destination).toBe(`(***) ***-**${ann.phone.slice(-2)}`);
    await ann.answer(await ann.smsCode());
    expect(flowState.parse(ann.flow).step).toEqual({ kind: 'complete' });
    expect(assuranceOf(ann)).toMatchObject({
      sub: ann.accountId,
      jti: ann.flow?.id,
      amr: ['pwd', 'sms', 'otp', 'mfa'],
      aal: 'aal2',
      credential_version: 7,
      application: 'parcel-desk',
      factor: { kind: 'sms' },
    });
  });

  it('tells the account’s own address of a factor that was proven with another one (S12)', async () => {
    const ann = new Visitor(mfa);
    const other = `other-${ann.email}`;
    await ann.signIn();
    await ann.verifyEmail(other);
    await ann.act('POST', '/factors', { kind: 'email' });
    await ann.answer(await mfa.sent.code(other));
    expect(assuranceOf(ann)).toMatchObject({ amr: ['pwd', 'email'], aal: 'aal1', factor: { kind: 'email' } });
    for (const address of [ann.email, other]) {
      expect(await mfa.sent.to(address, 'email-verified')).toMatchObject([{ data: { address: other }, sealed: null }]);
      expect(await mfa.sent.to(address, 'factor-added')).toMatchObject([{ data: { kind: 'email' }, sealed: null }]);
    }
    expect(await mfa.sent.events(ann.accountId)).toEqual(['email.verified', 'factor.activated']);
  });

  it('lets an account from before the cut-off postpone, and says what that is worth', async () => {
    const ann = new Visitor(mfa, { created_at: longAgo });
    expect(await ann.signIn()).toEqual({
      kind: 'choose-enrollment',
      requiredFrom: '2025-03-06T00:00:00.000Z',
      postponementsLeft: null,
    });
    await ann.act('POST', '/enrollment-choice', { choice: 'not-now' });
    expect(assuranceOf(ann)).toMatchObject({ amr: ['pwd'], aal: 'aal1', factor: null });
    expect(await mfa.sent.events(ann.accountId)).toEqual(['enrollment.postponed']);
  });

  it('asks for the factor used last at the next sign-in, and switches on request', async () => {
    const ann = await new Visitor(mfa).withTotp();
    await ann.signIn();
    expect(ann.step('answer-challenge')).toMatchObject({
      factor: { kind: 'totp' },
      challenge: { resendAt: null, attemptsLeft: 5 },
      alternatives: [],
      canRememberDevice: false,
    });
    await ann.answer(ann.totpCode());
    expect(assuranceOf(ann)).toMatchObject({ amr: ['pwd', 'otp', 'mfa'], aal: 'aal2' });
    expect((await ann.attempt('POST', '/challenge', { factorId: ann.accountId })).code).toBe('flow.step_out_of_order');
  });

  it('mints the assurance again for who holds the completed flow: a reply may have been lost', async () => {
    const ann = await new Visitor(mfa).withSms();
    const first = assuranceOf(ann);
    await ann.act('GET');
    expect(assuranceOf(ann)?.jti).toBe(first?.jti);
  });

  it('counts wrong answers down, locks, and says until when', async () => {
    const ann = await new Visitor(mfa).withSms();
    await ann.signIn();
    const code = await ann.smsCode();
    for (const attemptsLeft of [4, 3, 2, 1]) {
      expect(await ann.attemptAnswer(wrongFor(code))).toMatchObject({ code: 'challenge.rejected', attemptsLeft });
    }
    const last = await ann.attemptAnswer(wrongFor(code));
    expect(last).toMatchObject({ code: 'challenge.rejected', attemptsLeft: 0 });
    expect(Date.parse(last['retryAt'] as string) - Date.now()).toBeGreaterThan(890_000);
    expect(await ann.attemptAnswer(code)).toMatchObject({ code: 'challenge.locked', retryAt: last['retryAt'] });
    await ann.act('GET');
    expect(ann.step('answer-challenge').challenge).toMatchObject({ attemptsLeft: 0, lockedUntil: last['retryAt'] });
  });

  it('abandons', async () => {
    const ann = new Visitor(mfa);
    await ann.signIn();
    expect((await ann.attempt('DELETE')).code).toBe('done');
    expect((await ann.attempt('GET')).code).toBe('flow.not_found');
  });
});
