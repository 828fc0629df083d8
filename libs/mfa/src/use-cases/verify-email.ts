import { Clock, DomainError } from '@postern/kernel';
import { LinkTokens } from '../email-verification/link-tokens.js';
import { Flows } from '../flow/flows.js';
import type { EmailVerificationId, FlowId, Source } from '../ids.js';

export type VerifyEmailOutcome =
  { kind: 'verified'; address: string; flowId: FlowId } | { kind: 'unknown' | 'spent' | 'expired' };

/**
 * The page behind the link posts its token: needs no flow token, since the link may be opened on another device. The
 * waiting flow moves on by itself, because the address is now verified.
 */
export class VerifyEmail {
  constructor(
    private readonly flows: Flows,
    private readonly links: LinkTokens,
    private readonly clock: Clock,
  ) {}

  /** `expired` also for a link that a later one replaced, and where the account was enrolled meanwhile. */
  async execute(linkToken: string, source: Source): Promise<VerifyEmailOutcome> {
    const id = this.links.read(linkToken);
    if (!id) return { kind: 'unknown' };
    for (let tries = 0; tries < 10; tries++) {
      const outcome = await this.attempt(id, source);
      if (outcome) return outcome;
    }
    throw new DomainError('flow.contended');
  }

  private async attempt(id: EmailVerificationId, source: Source): Promise<VerifyEmailOutcome | null> {
    const situation = await this.flows.loadByVerification(id, source);
    if (!situation) return { kind: 'unknown' };
    const { flow, enrollment, verification } = situation;
    const at = this.clock.now();
    if (verification?.state.id !== id) return { kind: 'expired' };
    const standing = verification.standing(at);
    if (standing !== 'open') return { kind: standing };
    // A half-finished sign-in changes nothing for an account that has factors.
    if (enrollment.isEnrolled) return { kind: 'expired' };
    verification.verify(situation.context(at));
    enrollment.acceptAddress(verification.state.address, at);
    if ((await this.flows.save(situation)) === 'conflict') return null;
    return { kind: 'verified', address: verification.state.address, flowId: flow.state.id };
  }
}
