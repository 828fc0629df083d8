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

  /** `address` absent: the account's own. Naming the address that is already waited for counts as a resend. */
  execute(call: FlowCall, address?: string): Promise<FlowOutcome> {
    return this.steps.take(call, ['verify-email', 'await-email'], async ({ situation, step, at }) => {
      const chosen = address ?? situation.flow.state.subject.email;
      if (step.kind === 'await-email' && step.verification.isFor(chosen)) {
        return this.sender.resend(situation, step.verification, at);
      }
      const replaced = situation.verification;
      const early = replaced && tooEarly(replaced.replaceableAt(at), at);
      if (early) return early;
      const refusal = await this.sender.admit(situation, chosen);
      if (refusal) return refusal;
      const keyId = this.links.currentKeyId();
      situation.verification = EmailVerification.request(situation.context(at), chosen, keyId, replaced);
      situation.flow.awaitEmail(situation.verification.state.id);
      return null;
    });
  }
}
