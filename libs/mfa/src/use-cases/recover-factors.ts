import { EmailVerification } from '../email-verification/email-verification.js';
import { LinkTokens } from '../email-verification/link-tokens.js';
import { FlowSteps, type FlowCall } from './flow-steps.js';
import { LinkSender } from './link-sender.js';
import { tooEarly, type FlowOutcome } from './outcome.js';

/**
 * "I have lost them all": the link to the verified address becomes the second proof beside the password (S13). Nothing is
 * taken away until a new factor is active.
 */
export class RecoverFactors {
  constructor(
    private readonly steps: FlowSteps,
    private readonly links: LinkTokens,
    private readonly sender: LinkSender,
  ) {}

  /** `factor.recovery_not_possible` without the password, without a verified address, or where codes go there anyway. */
  execute(call: FlowCall): Promise<FlowOutcome> {
    return this.steps.take(call, ['answer-challenge'], async ({ situation, step, at }) => {
      const { verifiedAddress } = situation.enrollment.state;
      if (!step.canRecover || !verifiedAddress) return { code: 'factor.recovery_not_possible' };
      const { flow, verification: earlier } = situation;
      if (earlier?.state.purpose === 'recover' && earlier.isFor(verifiedAddress)) {
        // Gone back and come again: the link that was sent still works.
        flow.beginRecovery(earlier.state.id);
        return null;
      }
      const early = earlier && tooEarly(earlier.replaceableAt(at), at);
      const refusal = early ?? (await this.sender.admit(situation, verifiedAddress));
      if (refusal) return refusal;
      const keyId = this.links.currentKeyId();
      const context = situation.context(at);
      situation.verification = EmailVerification.request(context, verifiedAddress, keyId, earlier, 'recover');
      flow.beginRecovery(situation.verification.state.id);
      return null;
    });
  }
}
