import { Clock, DomainError } from '@postern/kernel';
import { LinkTokens } from '../email-verification/link-tokens.js';
import { changeAddress } from '../flow/factor-changes.js';
import { EnrollmentPolicies } from '../policy/enrollment-policy.js';
import { Flows } from '../flow/flows.js';
import { nextStep } from '../flow/next-step.js';
import type { Situation } from '../flow/situation.js';
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
    private readonly policies: EnrollmentPolicies,
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
    const { flow, verification } = situation;
    const at = this.clock.now();
    if (verification?.state.id !== id) return { kind: 'expired' };
    const standing = verification.standing(at);
    if (standing !== 'open') return { kind: standing };
    if (!(await this.mayBeUsed(situation, at))) return { kind: 'expired' };
    const { purpose, address } = verification.state;
    verification.verify(situation.context(at));
    if (purpose === 'verify') changeAddress(situation, address, at);
    if ((await this.flows.save(situation)) === 'conflict') return null;
    return { kind: 'verified', address, flowId: flow.state.id };
  }

  /**
   * What a first enrollment verified stays, whatever became of its flow. A half-finished sign-in changes nothing for an account
   * that has factors; a change of the address and a recovery belong to flows that wait for them.
   */
  private async mayBeUsed(situation: Situation, at: Date): Promise<boolean> {
    const { flow, enrollment } = situation;
    // Somebody said "this was not me" since: the address may be the intruder's.
    if (flow.state.subject.credentialVersion < enrollment.state.credentialVersion) return false;
    if (!enrollment.isEnrolled && flow.state.purpose === 'sign-in') return true;
    const policy = await this.policies.for(flow.state.subject);
    return nextStep(policy, situation, at).kind === 'await-email';
  }
}
