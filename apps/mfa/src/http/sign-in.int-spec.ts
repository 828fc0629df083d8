import { assuranceTokenClaims, flowState } from '@postern/contracts';
import { runMfa, type RunningMfa } from '../testing/running-mfa.js';
import { parcelDesk, Visitor, wrongFor } from '../testing/visitor.js';

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
    const ann = new Visitor(mfa, { application: parcelDesk, credential_version: 7, locale: 'es' });
    expect(await ann.signIn()).toEqual({ kind: 'verify-email', accountEmail: ann.email });
    expect(ann.flow).not.toHaveProperty('assuranceToken');
    await ann.verifyEmail();
    await ann.enrollSms();
    expect(ann.step('activate-factor').factor.destination).toBe(`(***) ***-**${ann.phone.slice(-2)}`);
    await ann.answer(await ann.smsCode());
    // No recovery codes were ever made: the offer to make some.
    expect(flowState.parse(ann.flow).step).toEqual({ kind: 'complete', recoveryCodesLeft: null });
    expect(ann.flow).toMatchObject({
      accountId: ann.accountId,
      locale: 'es',
      application: { slug: 'parcel-desk', name: 'Parcel Desk', supportContact: 'help@parcel-desk.example' },
    });
    expect(await mfa.sent.to(`+1${ann.phone}`)).toMatchObject([{ template: 'temporary-passcode', locale: 'es' }]);
    expect(assuranceOf(ann)).toMatchObject({
      sub: ann.accountId,
      jti: ann.flow?.id,
      amr: ['pwd', 'sms', 'otp', 'mfa'],
      aal: 'aal2',
      highest_aal: 'aal2',
      session: null,
      credential_version: 7,
      application: 'parcel-desk',
      factor: { kind: 'sms' },
    });
  });

  it('lets identity tell the other address of a factor that was proven with it, and sends no notice itself (S12)', async () => {
    const ann = new Visitor(mfa);
    const other = `other-${ann.email}`;
    await ann.signIn();
    await ann.verifyEmail(other);
    await ann.act('POST', '/factors', { kind: 'email' });
    await ann.answer(await mfa.sent.code(other));
    expect(assuranceOf(ann)).toMatchObject({ amr: ['pwd', 'email'], aal: 'aal1', factor: { kind: 'email' } });
    expect(await mfa.sent.events(ann.accountId)).toEqual(['email.verified', 'factor.activated']);
    expect(await mfa.sent.bodies('email.verified', ann.accountId)).toMatchObject([{ address: other, notify: [other] }]);
    expect(await mfa.sent.bodies('factor.activated', ann.accountId)).toMatchObject([
      { kind: 'email', notify: [other], destination: expect.stringContaining('*****'), actor: null, application: null },
    ]);
    expect((await mfa.sent.to(other)).map(({ template }) => template)).toEqual(['verify-email', 'temporary-passcode']);
    expect(await mfa.sent.to(ann.email)).toEqual([]);
  });

  it('lets an account from before the cut-off postpone, and says what that is worth', async () => {
    const ann = new Visitor(mfa, { created_at: longAgo });
    expect(await ann.signIn()).toEqual({
      kind: 'choose-enrollment',
      requiredFrom: '2025-03-06T00:00:00.000Z',
      postponementsLeft: null,
      deadline: null,
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
      canRememberDevice: true,
      // Codes do not go to the verified address, so it can be the second proof when the app is lost.
      canRecover: true,
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
