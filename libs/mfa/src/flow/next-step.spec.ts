import { secondsAfter } from '@postern/kernel';
import { EmailVerification } from '../email-verification/email-verification.js';
import type { KeyId } from '../ids.js';
import type { EnrollableKind } from '../factor/factor-kind.js';
import { policyFor, type EnrollmentPolicy } from '../policy/enrollment-policy.js';
import { aFactor, anApplication, aNewSubject, aPolicy, aSituation, aSubject, noon } from '../testing/builders.js';
import { flowLifetimeSeconds } from './second-factor-flow.js';
import { nextStep } from './next-step.js';
import type { Situation } from './situation.js';
import type { Subject } from './subject.js';

const policy = aPolicy({ maxPostponements: 3 });
const kindOf = (situation: Situation, at = noon) => nextStep(policy, situation, at).kind;

describe('nextStep', () => {
  it('offers the choice to an account from before the cut-off, with what is left of it (R1)', () => {
    const situation = aSituation();
    situation.enrollment.postpone();
    expect(nextStep(policy, situation, noon)).toEqual({
      kind: 'choose-enrollment',
      requiredFrom: policy.requiredFrom,
      postponementsLeft: 2,
      deadline: null,
    });
  });

  it('asks an account from after the cut-off for its e-mail address at once (R1, R2)', () => {
    const step = nextStep(policy, aSituation({ subject: aNewSubject() }), noon);
    expect(step).toEqual({ kind: 'verify-email', accountEmail: 'robin@example.org' });
  });

  it('ignores a "not now" recorded in the past when the policy has changed, and asks again', () => {
    const situation = aSituation({ subject: aNewSubject() });
    situation.enrollment.postpone();
    expect(kindOf(situation)).toBe('verify-email');
  });

  it('waits for the link, whatever identity says of the address, then offers the allowed kinds (R2, R4)', () => {
    const situation = aSituation({ subject: aNewSubject({ emailVerified: true }) });
    expect(kindOf(situation)).toBe('verify-email');
    situation.verification = EmailVerification.request(situation.context(noon), 'a@example.org', 'k' as KeyId);
    expect(kindOf(situation)).toBe('await-email');
    situation.enrollment.acceptAddress('a@example.org', noon);
    const step = nextStep(aPolicy({ allowedKinds: ['totp'] }), situation, noon);
    expect(step).toEqual({ kind: 'enroll-factor', allowed: ['totp'], active: [], skippable: false });
  });

  it('asks for the challenged factor and offers the other active ones, the last used first (R10)', () => {
    const { accountId } = aSubject();
    const factors = [
      aFactor({ accountId, lastUsedAt: noon }),
      aFactor({ accountId, kind: 'email', lastUsedAt: secondsAfter(noon, -90) }),
      aFactor({ accountId, kind: 'totp', lastUsedAt: secondsAfter(noon, -30) }),
      aFactor({ accountId, status: 'disabled' }),
    ];
    const step = nextStep(policy, aSituation({ factors }), noon);
    expect(step).toMatchObject({ kind: 'answer-challenge', factor: factors[0] });
    expect(step.kind === 'answer-challenge' && step.alternatives).toEqual([factors[2], factors[1]]);
  });

  it('never reopens enrollment when the only factor is disabled: not for whoever disabled it by guessing', () => {
    expect(kindOf(aSituation({ factors: [aFactor({ status: 'disabled' })] }))).toBe('answer-challenge');
  });

  it('ends a flow that was enrolling when another flow enrolled the account (S11)', () => {
    const situation = aSituation({ subject: aNewSubject() });
    situation.enrollment.complete(noon);
    expect(nextStep(policy, situation, noon)).toEqual({ kind: 'ended', abandoned: false });
  });

  it('is complete with a proof, and says what it proves', () => {
    const factor = aFactor();
    const situation = aSituation({ factors: [factor] });
    situation.flow.prove(factor.state.id, { kind: 'sms' }, noon);
    expect(nextStep(policy, situation, noon)).toEqual({
      kind: 'complete',
      assurance: { amr: ['pwd', 'sms', 'otp', 'mfa'], aal: 'aal2' },
      highestAal: 'aal2',
      authenticatedAt: noon,
      factor: { id: factor.state.id, kind: 'sms' },
      redirectTo: null,
      recoveryCodesLeft: null,
    });
  });

  it('ends after half an hour, completed or not, and when it is abandoned', () => {
    const late = secondsAfter(noon, flowLifetimeSeconds);
    expect(kindOf(aSituation(), secondsAfter(late, -1))).toBe('choose-enrollment');
    expect(nextStep(policy, aSituation(), late)).toEqual({ kind: 'ended', abandoned: false });
    const situation = aSituation();
    situation.flow.abandon(noon);
    expect(nextStep(policy, situation, noon)).toEqual({ kind: 'ended', abandoned: true });
  });
});

describe('nextStep of a step-up', () => {
  /** With a session that is fresh: at the level that is asked for, as far as identity can tell. */
  const session = { purpose: 'step-up' as const, stepUp: { aal: null, satisfied: true } };
  const rules: [string, Partial<EnrollmentPolicy>, Subject][] = [
    ['everybody', { mfa: 'required' }, aSubject(session)],
    ['accounts from the cut-off on', {}, aNewSubject(session)],
    ['everybody from the deadline on', { deadline: noon }, aSubject(session)],
  ];

  it.each(rules)('leads who has no method through enrollment, where it is required of %s', (_, rule, subject) => {
    const situation = aSituation({ subject });
    const kind = () => nextStep(aPolicy(rule), situation, noon).kind;
    expect(kind()).toBe('confirm-password');
    situation.flow.confirmPassword(subject, noon);
    expect(kind()).toBe('verify-email');
    situation.enrollment.acceptAddress('a@example.org', noon);
    expect(kind()).toBe('enroll-factor');
  });

  it.each(rules)('asks who has only what is not allowed for that, and then for one that is: %s', (_, rule, subject) => {
    const factor = aFactor({ accountId: subject.accountId, kind: 'totp' });
    const situation = aSituation({
      subject: { ...subject, amr: ['pwd', 'otp', 'mfa'], aal: 'aal2' },
      factors: [factor],
    });
    const policyOf = (allowedKinds: EnrollableKind[]) => aPolicy({ ...rule, allowedKinds });
    expect(nextStep(policyOf(['totp']), situation, noon).kind).toBe('complete');
    expect(nextStep(policyOf(['email']), situation, noon).kind).toBe('answer-challenge');
    situation.flow.prove(factor.state.id, { kind: 'totp' }, noon);
    expect(nextStep(policyOf(['email']), situation, noon)).toMatchObject({ kind: 'enroll-factor', allowed: ['email'] });
  });

  it('asks nothing more of who need not enroll', () => {
    expect(nextStep(aPolicy(), aSituation({ subject: aSubject(session) }), noon).kind).toBe('complete');
    const soon = aPolicy({ deadline: secondsAfter(noon, 1) });
    expect(nextStep(soon, aSituation({ subject: aSubject(session) }), noon).kind).toBe('complete');
  });

  it('S10: takes a session below the level for nothing, however fresh it is', () => {
    const { accountId } = aSubject();
    const factors = [aFactor({ accountId }), aFactor({ accountId, kind: 'email' })];
    const situation = aSituation({ subject: aSubject({ ...session, accountId, amr: ['pwd', 'email'] }), factors });
    expect(nextStep(aPolicy(), situation, noon).kind).toBe('complete');
    const strict = policyFor(aPolicy(), anApplication({ leastAal: 'aal2' }));
    const step = nextStep(strict, situation, noon);
    expect(step).toMatchObject({ kind: 'answer-challenge', factor: factors[0], alternatives: [] });
  });
});
