import { Redacted } from '@postern/kernel';
import { highestAal, reaches } from '../challenge/assurance.js';
import { Flows } from '../flow/flows.js';
import { nextStep } from '../flow/next-step.js';
import { isUnreachable } from '../flow/reach.js';
import type { Subject } from '../flow/subject.js';
import type { Source } from '../ids.js';
import { asOf } from '../policy/enrollment-policy.js';
import { ApplyFactorResets } from './apply-factor-resets.js';
import { ChallengeIssuer } from './challenge-issuer.js';
import { FlowSteps } from './flow-steps.js';
import type { Progress, Refused } from './outcome.js';
import { RecognizeDevice } from './recognize-device.js';

/** identity has said who it is about: begins the flow, and sends a code at once where a factor is asked for. */
export class StartFlow {
  constructor(
    private readonly flows: Flows,
    private readonly steps: FlowSteps,
    private readonly resets: ApplyFactorResets,
    private readonly devices: RecognizeDevice,
    private readonly issuer: ChallengeIssuer,
  ) {}

  /** `flow.expired` when the subject token has bought a flow before, or is older than a password change. */
  async execute(
    subject: Subject,
    source: Source,
    deviceToken?: string,
  ): Promise<(Progress & { flowToken: Redacted }) | Refused> {
    const before = await this.flows.standing(subject.accountId, source);
    const applied = await this.resets.settle(before.reset);
    const standing = applied ? await this.flows.standing(subject.accountId, source) : before;
    return this.steps.begin(subject, source, standing, async (situation, policy, at) => {
      if (isUnreachable(asOf(policy, at), situation)) return { code: 'step_up.unreachable' };
      const highest = highestAal(situation.factors);
      // identity has looked at the session; what the account can ask for is known here first (S11).
      if (subject.purpose === 'manage-factors' && !reaches(subject.aal, highest)) {
        return { code: 'session.step_up_required', aal: highest };
      }
      const { flow } = situation;
      if (deviceToken && flow.state.purpose === 'sign-in' && flow.state.startedEnrolled) {
        const device = await this.devices.execute(policy, situation, deviceToken, at);
        if (device) flow.trust(device.state.id);
      }
      const step = nextStep(policy, situation, at);
      // A code that limits hold back may still be asked for again, or another factor be chosen.
      if (step.kind === 'ask-factor') await this.issuer.issue(situation, step.factor, 'sign-in', at);
      return null;
    });
  }
}
