import { secondsAfter } from '@postern/kernel';
import { EmailVerification } from '../email-verification/email-verification.js';
import type { KeyId } from '../ids.js';
import { aFactor, aNewSubject, aPolicy, aSituation, aSubject, noon } from '../testing/builders.js';
import { flowLifetimeSeconds } from './second-factor-flow.js';
import { nextStep } from './next-step.js';
import type { Situation } from './situation.js';

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
