import { EmailVerification } from '../email-verification/email-verification.js';
import { LinkTokens } from '../email-verification/link-tokens.js';
import { FlowSteps, type FlowCall } from './flow-steps.js';
import { LinkSender } from './link-sender.js';
import { tooEarly, type FlowOutcome } from './outcome.js';

/** Sends the link to the address that is to be verified: the account's own, or another one that was chosen. */
export class ChooseEmail {
  constructor(
    private readonly steps: FlowSteps,
    private readonly links: LinkTokens,
    private readonly sender: LinkSender,
  ) {}

  /**
   * `address` absent: the account's own. Naming the address that is already waited for counts as a resend. Among the factors
   * that are managed it changes the verified address, as soon as the link is used. A recovery has one address only.
   */
  execute(call: FlowCall, address?: string): Promise<FlowOutcome> {
    return this.steps.take(call, ['verify-email', 'await-email', 'manage-factors'], async (moment) => {
      const { situation, step, at } = moment;
      const { flow, verification: earlier } = situation;
      if (flow.state.recovering && step.kind === 'await-email') {
        if (address && !step.verification.isFor(address)) return { code: 'factor.recovery_not_possible' };
        return this.sender.resend(situation, step.verification, at);
      }
      const chosen = address ?? flow.state.subject.email;
      if (step.kind === 'await-email' && step.verification.isFor(chosen)) {
        return this.sender.resend(situation, step.verification, at);
      }
      if (step.kind === 'manage-factors' && earlier?.isFor(chosen) && earlier.standing(at) === 'open') {
        // Gone back and come again: the link that was sent still works.
        flow.beginEmailChange(earlier.state.id);
        return null;
      }
      const early = earlier && tooEarly(earlier.replaceableAt(at), at);
      const refusal = early ?? (await this.sender.admit(situation, chosen));
      if (refusal) return refusal;
      const keyId = this.links.currentKeyId();
      const verification = EmailVerification.request(situation.context(at), chosen, keyId, earlier);
      situation.verification = verification;
      if (step.kind === 'manage-factors') flow.beginEmailChange(verification.state.id);
      else flow.awaitEmail(verification.state.id);
      return null;
    });
  }
}
