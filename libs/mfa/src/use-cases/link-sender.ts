import { SendingLimits } from '../challenge/sending-limits.js';
import type { EmailVerification } from '../email-verification/email-verification.js';
import type { Situation } from '../flow/situation.js';
import { tooEarly, type Refusal } from './outcome.js';

/** Whether a link may go out now. */
export class LinkSender {
  constructor(private readonly limits: SendingLimits) {}

  async admit(situation: Situation, destination: string): Promise<Refusal | null> {
    const { accountId } = situation.flow.state.subject;
    const { source, enrollment } = situation;
    const proven = enrollment.state.verifiedAddress?.toLowerCase() === destination.toLowerCase();
    const admitted = await this.limits.admit({ accountId, channel: 'email', destination, proven, source });
    return admitted ? null : { code: 'challenge.resend_limit' };
  }

  /** The same link again, when its cool-down is over. */
  async resend(situation: Situation, verification: EmailVerification, at: Date): Promise<Refusal | null> {
    const refusal = tooEarly(verification.resendAt, at) ?? (await this.admit(situation, verification.state.address));
    if (!refusal) verification.send(situation.context(at));
    return refusal;
  }
}
