import type { FlowStep } from '@postern/contracts';
import {
  maskEmail,
  type PasskeyPrompts,
  type Situation,
  type Step,
  type StepOf,
  type TotpCodes,
} from '@postern/mfa-domain';
import { authenticatorSetup } from './authenticator-setup.js';
import { challengeView, factorView, momentOf } from './factor-views.js';

/** A flow that has ended has no step to show: reading it is refused before it comes to this. */
export type ShownStep = Exclude<Step, { kind: 'ended' | 'ask-factor' }>;

/** Steps as the person sees them: destinations masked, and nothing that is not needed at this step. */
export class FlowView {
  constructor(
    private readonly totp: TotpCodes,
    private readonly prompts: PasskeyPrompts,
    private readonly issuer: string,
  ) {}

  async of(step: ShownStep, situation: Situation, at: Date): Promise<FlowStep> {
    switch (step.kind) {
      case 'choose-enrollment': {
        const { kind, requiredFrom, postponementsLeft, deadline } = step;
        return { kind, requiredFrom: requiredFrom.toISOString(), postponementsLeft, deadline: momentOf(deadline) };
      }
      case 'verify-email':
        return { kind: step.kind, accountEmail: step.accountEmail };
      case 'await-email': {
        const { state, resendAt } = step.verification;
        const { recovering, changingEmail } = situation.flow.state;
        const reason = recovering ? 'recover' : changingEmail ? 'change' : 'first';
        return { kind: step.kind, email: maskEmail(state.address), resendAt: momentOf(resendAt), reason };
      }
      case 'enroll-factor': {
        const { kind, allowed, active, skippable } = step;
        return { kind, allowed: [...allowed], active: active.map(factorView), skippable };
      }
      case 'activate-factor':
        return {
          kind: step.kind,
          factor: factorView(step.factor),
          challenge: challengeView(step, at),
          ...(await this.setup(step, situation)),
          ...(await this.prompt(step, situation)),
        };
      case 'answer-challenge':
        return {
          kind: step.kind,
          factor: factorView(step.factor),
          challenge: challengeView(step, at),
          alternatives: step.alternatives.map(factorView),
          canRememberDevice: step.canRememberDevice,
          canRecover: step.canRecover,
          ...(await this.prompt(step, situation)),
        };
      case 'confirm-password':
      case 'choose-password':
        return { kind: step.kind, username: step.username };
      case 'manage-factors': {
        const { kind, factors, allowed, mustKeepOne } = step;
        return { kind, factors: factors.map(factorView), allowed: [...allowed], mustKeepOne };
      }
      case 'complete':
        return completed(step);
    }
  }

  /** Only for the pending factor of this very flow: an active one's seed is never shown again (S7). */
  private async setup({ factor }: StepOf<'activate-factor'>, { flow }: Situation) {
    const { id: factorId, accountId, seed } = factor.state;
    if (seed === null) return {};
    const { username } = flow.state.subject;
    const secret = this.totp.revealSeed({ accountId, factorId }, seed);
    return { totp: await authenticatorSetup(secret, { issuer: this.issuer, username }) };
  }

  private async prompt(step: StepOf<'activate-factor' | 'answer-challenge'>, situation: Situation) {
    const webauthn = await this.prompts.of(step, situation);
    return webauthn ? { webauthn } : {};
  }
}

const completed = ({ kind, redirectTo, recoveryCodesLeft }: StepOf<'complete'>): FlowStep => ({
  kind,
  ...(redirectTo === null ? {} : { redirectTo }),
  ...(recoveryCodesLeft === undefined ? {} : { recoveryCodesLeft }),
});
