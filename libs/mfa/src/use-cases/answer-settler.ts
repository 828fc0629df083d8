import { DomainError, Redacted } from '@postern/kernel';
import { Answers } from '../challenge/answers.js';
import type { Shown } from '../challenge/assurance.js';
import type { Trace } from '../challenge/trace.js';
import type { Factor } from '../factor/factor.js';
import type { EnrollmentPolicy } from '../policy/enrollment-policy.js';
import { activateFactor, requestChanges } from '../flow/factor-changes.js';
import type { Situation } from '../flow/situation.js';
import { DeviceTokens } from '../trusted-device/device-tokens.js';
import { TrustedDevice } from '../trusted-device/trusted-device.js';
import { AnswerJudge, type Answer, type Asked } from './answer-judge.js';

/** What the person wants beside going on. */
export interface Wishes {
  /** Name of the device that is to be remembered; null: not to be. */
  rememberDevice: string | null;
  /** To change factors before the flow is complete. */
  modifyFactors: boolean;
}

/** Told once. */
export interface RememberedDevice {
  token: Redacted;
  expiresAt: Date;
}

export type Settled =
  | { outcome: 'approved'; device: RememberedDevice | null }
  /** `wrong` and `replayed` are for `reject`; `spent` and `replayed` perhaps only say that another call was faster. */
  | { outcome: 'wrong' | 'replayed' | 'spent' };

interface Circumstances {
  wishes: Wishes;
  policy: EnrollmentPolicy;
  at: Date;
}

/** Compares an answer that was counted, and writes what became of it. */
export class AnswerSettler {
  constructor(
    private readonly answers: Answers,
    private readonly judge: AnswerJudge,
    private readonly tokens: DeviceTokens,
  ) {}

  async settle(
    situation: Situation,
    asked: Asked,
    answer: Answer,
    { wishes, policy, at }: Circumstances,
  ): Promise<Settled> {
    const judgment = await this.judge.judge(asked, answer, at);
    if (!judgment.right) return { outcome: judgment.replayed ? 'replayed' : 'wrong' };
    const { trace } = judgment;
    asked.challenge.approve(at);
    if (asked.kind === 'activate-factor') activate(situation, asked.factor, trace, at);
    else prove(situation, asked.factor, trace, at);
    const signingIn = situation.flow.state.purpose === 'sign-in';
    if (wishes.modifyFactors && signingIn && asked.kind === 'answer-challenge') requestChanges(situation);
    const offered = asked.kind === 'answer-challenge' ? asked.canRememberDevice : signingIn;
    const days = offered ? policy.rememberDeviceDays : 0;
    const { kind } = asked.factor.state;
    const wanted = wishes.rememberDevice === null ? null : { name: wishes.rememberDevice, kind };
    const device = wanted && this.remember(situation, wanted, days, at);
    const outcome = await this.answers.approve(situation, trace);
    if (outcome === 'approved') return { outcome, device };
    // What did not happen is not told.
    situation.pullEvents();
    return { outcome };
  }

  async reject(situation: Situation, asked: Asked, lockedUntil: Date | null, at: Date): Promise<void> {
    asked.challenge.reject(situation.context(at), lockedUntil);
    asked.factor.fail(situation.context(at));
    await this.answers.reject(situation);
  }

  /** One device a flow: who asks again has it already. */
  private remember(
    situation: Situation,
    named: Pick<TrustedDevice['state'], 'name' | 'kind'>,
    days: number,
    at: Date,
  ): RememberedDevice | null {
    const { flow, source } = situation;
    const { id: flowId, subject, trustedDeviceId } = flow.state;
    if (days <= 0 || trustedDeviceId) return null;
    const { token, hash: tokenHash } = this.tokens.issue();
    const { credentialVersion, application } = subject;
    const slug = application?.slug ?? null;
    const wanted = { ...named, tokenHash, source, application: slug, credentialVersion, flowId, days };
    situation.remembered = TrustedDevice.remember(situation.context(at), wanted);
    flow.trust(situation.remembered.state.id);
    return { token, expiresAt: situation.remembered.state.expiresAt };
  }
}

/** A first right answer. */
function activate(situation: Situation, factor: Factor, trace: Trace, at: Date): void {
  if (trace.kind === 'new-passkey') factor.register(trace.passkey);
  const totpStep = trace.kind === 'totp' ? trace.step : null;
  activateFactor(situation, factor, { totpStep, userVerified: trace.kind === 'new-passkey' && trace.userVerified }, at);
}

/** A right answer in a flow that asked for it. */
function prove(situation: Situation, factor: Factor, trace: Trace, at: Date): void {
  let shown: Shown = { kind: factor.state.kind };
  switch (trace.kind) {
    case 'recovery-code':
      factor.useRecoveryCode(situation.context(at), trace.hash);
      break;
    case 'passkey': {
      const { backedUp, userVerified } = trace.assertion;
      factor.noteSignature(trace.assertion);
      factor.use(at, null);
      shown = { ...shown, synced: backedUp, userVerified };
      break;
    }
    case 'totp':
      factor.use(at, trace.step);
      break;
    case 'sent-code':
      factor.use(at, null);
      break;
    case 'new-passkey':
      throw new DomainError('factor.not_pending');
  }
  situation.flow.prove(factor.state.id, shown, at);
}
