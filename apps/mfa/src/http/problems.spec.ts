import { problemBody, problems } from '@postern/contracts';
import { DomainError } from '@postern/kernel';
import { FixedClock } from '@postern/kernel/testing';
import type { PhoneRefusal, Refusal } from '@postern/mfa-domain';
import { noon } from '@postern/mfa-domain/testing';
import { Problem } from '@postern/platform';
import { FlowReplies } from './flow-replies.js';
import { phoneRefusal } from './phone-refusals.js';
import { problemOf } from './problems.js';

const later = new Date(noon.getTime() + 90_500);

describe('Refusals as problems', () => {
  it.each<[Refusal, object]>([
    [{ code: 'flow.not_found' }, {}],
    [{ code: 'flow.expired' }, {}],
    [{ code: 'flow.step_out_of_order', step: 'verify-email' }, { step: 'verify-email' }],
    [{ code: 'flow.postponement_refused' }, {}],
    [{ code: 'factor.kind_not_allowed' }, {}],
    [{ code: 'factor.not_found' }, {}],
    [{ code: 'challenge.rejected', attemptsLeft: 3, retryAt: null }, { attemptsLeft: 3 }],
    [
      { code: 'challenge.rejected', attemptsLeft: 0, retryAt: later },
      { attemptsLeft: 0, retryAt: later.toISOString(), retryAfterSeconds: 91 },
    ],
    [
      { code: 'challenge.locked', retryAt: later },
      { attemptsLeft: 0, retryAt: later.toISOString(), retryAfterSeconds: 91 },
    ],
    [{ code: 'challenge.locked', retryAt: null }, { attemptsLeft: 0 }],
    [
      { code: 'challenge.resend_too_soon', resendAt: later },
      { resendAt: later.toISOString(), retryAfterSeconds: 91 },
    ],
    [{ code: 'challenge.resend_limit' }, {}],
  ])('%j', (refusal, details) => {
    const problem = problemOf(refusal, noon);
    expect([problem.code, problem.details]).toEqual([refusal.code, details]);
    expect(problemBody.parse(problem.toBody()).status).toBe(problems[refusal.code].status);
  });

  const reasons: PhoneRefusal[] = [
    'too-short',
    'too-long',
    'letters',
    'digits-only',
    'country-code',
    'international',
    'not-a-us-number',
    'cannot-receive-texts',
  ];
  it('says in one or two plain sentences what is wrong with a number, each another', () => {
    const messages = reasons.map((reason) => phoneRefusal(reason).message);
    expect(new Set(messages).size).toBe(reasons.length);
    for (const message of messages) expect(message).toMatch(/^[A-Z][^!]{20,140}\.$/);
    expect(problemOf({ code: 'phone.refused', field: 'phone', reason: 'letters' }, noon).details.errors).toEqual([
      { field: 'phone', reason: 'letters', message: 'Enter the number in digits only, for example 2125550123.' },
    ]);
  });

  it('asks to come back in a second when too many calls change one flow', async () => {
    const replies = new FlowReplies({} as never, {} as never, new FixedClock());
    const contended = replies.settle(Promise.reject(new DomainError('flow.contended')));
    await expect(contended).rejects.toEqual(new Problem('service.unavailable', { retryAfterSeconds: 1 }));
    const broken = new DomainError('factor.without_seed');
    await expect(replies.settle(Promise.reject(broken))).rejects.toBe(broken);
  });
});
