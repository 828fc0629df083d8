import { nextStep } from '../flow/next-step.js';
import type { Subject } from '../flow/subject.js';
import { EnrollmentPolicies } from '../policy/enrollment-policy.js';
import { ChallengeIssuer } from './challenge-issuer.js';
import { FlowSteps, type FlowCall } from './flow-steps.js';
import type { FlowOutcome } from './outcome.js';

/** identity has taken the password once more, in a step-up; a second factor is asked for where there is one. */
export class ConfirmPassword {
  constructor(
    private readonly steps: FlowSteps,
    private readonly policies: EnrollmentPolicies,
    private readonly issuer: ChallengeIssuer,
  ) {}

  /**
   * `subject`: what identity says now, about the same account; else `flow.not_found`. It names no session, as those do that
   * begin a step-up: one of those is no word about a password given just now.
   */
  execute(call: FlowCall, subject: Subject): Promise<FlowOutcome> {
    return this.steps.take(call, ['confirm-password'], async ({ situation, at }) => {
      const asked = situation.flow.state.subject;
      const same =
        subject.purpose === 'step-up' &&
        subject.accountId === asked.accountId &&
        subject.session === null &&
        subject.credentialVersion === asked.credentialVersion;
      if (!same || !subject.amr.includes('pwd')) return { code: 'flow.not_found' };
      situation.flow.confirmPassword(subject, at);
      // Perhaps they belong to more organizations than when the step-up began.
      const policy = await this.policies.for(situation.flow.state.subject);
      const step = nextStep(policy, situation, at);
      if (step.kind === 'ask-factor') await this.issuer.issue(situation, step.factor, 'sign-in', at);
      return null;
    });
  }
}
