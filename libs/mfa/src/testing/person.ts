import { DomainError } from '@postern/kernel';
import type { StepKind, StepOf } from '../flow/next-step.js';
import type { Subject } from '../flow/subject.js';
import type { Source } from '../ids.js';
import type { PasskeyResponse } from '../passkey/passkey.js';
import type { Answered } from '../use-cases/answer-challenge.js';
import type { Wishes } from '../use-cases/answer-settler.js';
import type { WantedFactor } from '../use-cases/enroll-factor.js';
import type { FlowOutcome } from '../use-cases/outcome.js';
import { aSubject, home } from './builders.js';
import type { Authenticator, AuthenticatorDeviations } from './fake-passkeys.js';
import type { World } from './world.js';

/** Somebody who signs in, reads their messages and types codes: walks flows on any world. */
export class Person {
  private token = '';

  constructor(
    readonly world: World,
    readonly subject: Subject = aSubject(),
    readonly source: Source = home,
  ) {}

  /** With the right password; a subject token for each sign-in. */
  async signIn(): Promise<FlowOutcome> {
    const tokenId = crypto.randomUUID() as Subject['tokenId'];
    return this.start({ tokenId });
  }

  /** Whatever identity says of them in the subject token. */
  async start(changes: Partial<Subject> = {}, deviceToken?: string): Promise<FlowOutcome> {
    const tokenId = crypto.randomUUID() as Subject['tokenId'];
    const subject = { ...this.subject, tokenId, ...changes };
    const outcome = await this.world.startFlow.execute(subject, this.source, deviceToken);
    if (outcome.ok) this.token = outcome.flowToken.reveal();
    return outcome;
  }

  get call() {
    return { flowToken: this.token, source: this.source };
  }

  /** The same flow, called from another place. */
  from(source: Source): Person {
    const other = new Person(this.world, this.subject, source);
    other.token = this.token;
    return other;
  }

  read(): Promise<FlowOutcome> {
    return this.world.readFlow.execute(this.call);
  }

  answer(code: string, wishes?: Wishes): Promise<Answered> {
    return this.world.answerChallenge.execute(this.call, { code }, wishes);
  }

  /** Answers with the passkey that is asked for, or makes the one that is to be set up. */
  async answerWith(
    authenticator: Authenticator,
    deviations: AuthenticatorDeviations = {},
    wishes?: Wishes,
  ): Promise<Answered> {
    const credential = await this.credential(authenticator, deviations);
    return this.world.answerChallenge.execute(this.call, { credential }, wishes);
  }

  async credential(authenticator: Authenticator, deviations: AuthenticatorDeviations = {}): Promise<PasskeyResponse> {
    const outcome = await this.read();
    const step = outcome.ok ? outcome.step : null;
    if (step?.kind !== 'activate-factor' && step?.kind !== 'answer-challenge') throw new DomainError('person.unasked');
    const options = outcome.ok && (await this.world.prompts.of(step, outcome.situation));
    if (!options) throw new DomainError('person.unasked');
    if (step.kind === 'activate-factor') return authenticator.create(options, deviations);
    return authenticator.get(options, deviations);
  }

  /** What the flow is at, which must be this step. */
  async at<Kind extends StepKind>(kind: Kind): Promise<StepOf<Kind>> {
    const outcome = await this.read();
    if (!outcome.ok || outcome.step.kind !== kind) {
      throw new DomainError('person.elsewhere', outcome.ok ? outcome.step.kind : outcome.refusal.code);
    }
    return outcome.step as StepOf<Kind>;
  }

  /** The right code for what is asked now: out of the message, or out of the authenticator app. */
  async rightCode(): Promise<string> {
    const outcome = await this.read();
    const step = outcome.ok ? outcome.step : null;
    if (step?.kind !== 'activate-factor' && step?.kind !== 'answer-challenge') throw new DomainError('person.unasked');
    const { id: factorId, accountId, seed } = step.factor.state;
    if (seed === null) return this.world.codes.derive(step.challenge.codeSubject).reveal();
    const secret = this.world.totp.revealSeed({ accountId, factorId }, seed).reveal();
    return this.world.totpCode(secret, this.world.clock.now());
  }

  async wrongCode(): Promise<string> {
    const right = await this.rightCode();
    return right === '000000' ? '000001' : '000000';
  }

  async answerRight(): Promise<FlowOutcome> {
    return this.answer(await this.rightCode());
  }

  /** The link in the message that was sent last. */
  async link(): Promise<string> {
    const { verification } = await this.at('await-email');
    return this.world.links.derive(verification.state.id, verification.state.keyId).reveal();
  }

  async openLink() {
    return this.world.verifyEmail.execute(await this.link(), this.source);
  }

  /** Signs in and goes on until a factor waits for its first code. */
  async enrollUpToActivation(wanted: WantedFactor): Promise<FlowOutcome> {
    await this.signIn();
    await this.world.chooseEnrollment.execute(this.call, 'enroll');
    await this.world.chooseEmail.execute(this.call);
    const outcome = await this.read();
    if (outcome.ok && outcome.step.kind === 'await-email') await this.openLink();
    return this.world.enrollFactor.execute(this.call, wanted);
  }

  /** The whole first sign-in, with a passkey. */
  async enrollPasskey(authenticator = this.world.authenticator()): Promise<Authenticator> {
    await this.enrollUpToActivation({ kind: 'webauthn' });
    const outcome = await this.answerWith(authenticator);
    if (!outcome.ok) throw new DomainError('person.refused', outcome.refusal.code);
    return authenticator;
  }

  /** The whole first sign-in. */
  async enroll(kind: 'sms' | 'email' | 'totp'): Promise<FlowOutcome> {
    await this.enrollUpToActivation(kind === 'sms' ? { kind, phone: '2125550131' } : { kind });
    return this.answerRight();
  }
}
