import type { ChallengePurpose } from '../challenge/challenge.js';
import { Challenge } from '../challenge/challenge.js';
import { OneTimeCodes } from '../challenge/one-time-codes.js';
import { SendingLimits } from '../challenge/sending-limits.js';
import { channelOf } from '../factor/factor-kind.js';
import type { Factor } from '../factor/factor.js';
import type { Situation } from '../flow/situation.js';

/** Issues challenges and sends their codes, as far as locks and sending limits let it. */
export class ChallengeIssuer {
  constructor(
    private readonly codes: OneTimeCodes,
    private readonly limits: SendingLimits,
  ) {}

  /** Replaces the flow's challenge. `held-back`: the code could not be sent under the limits. `after`: see `Challenge.issue`. */
  async issue(
    situation: Situation,
    factor: Factor,
    purpose: ChallengePurpose,
    at: Date,
    after: Challenge | null = null,
  ): Promise<'issued' | 'held-back'> {
    const { id: flowId, expiresAt: flowExpiresAt } = situation.flow.state;
    const keyId = this.codes.currentKeyId();
    const challenge = Challenge.issue({ flowId, flowExpiresAt, factor, purpose, keyId, at, after });
    situation.challenge = challenge;
    situation.flow.challengeWith(challenge.state.id);
    return this.send(situation, challenge, factor, at);
  }

  /** Nothing is sent, and that is as it should be, for an app's codes, passkeys and recovery codes, and while the factor is locked or disabled. */
  async send(situation: Situation, challenge: Challenge, factor: Factor, at: Date): Promise<'issued' | 'held-back'> {
    const { accountId, kind, destination, status } = factor.state;
    const channel = channelOf(kind);
    if (!channel || destination === null || status === 'disabled') return 'issued';
    if (situation.budget(challenge.attemptSubject).lockedUntil(at)) return 'issued';
    // An e-mail factor is set up on the address that was verified.
    const proven = status === 'active' || kind === 'email';
    const { source } = situation;
    const admitted = await this.limits.admit({ accountId, channel, destination, proven, source });
    if (!admitted) return 'held-back';
    challenge.send(situation.context(at), destination);
    return 'issued';
  }
}
