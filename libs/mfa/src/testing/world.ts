import { FixedClock } from '@postern/kernel/testing';
import { Answers } from '../challenge/answers.js';
import { OneTimeCodes } from '../challenge/one-time-codes.js';
import { SendingLimits } from '../challenge/sending-limits.js';
import { LinkTokens } from '../email-verification/link-tokens.js';
import { FactorResets } from '../factor/factor-resets.js';
import { PhoneNumbers } from '../factor/phone-number.js';
import { TotpCodes } from '../factor/totp-codes.js';
import { FlowTokens } from '../flow/flow-tokens.js';
import { Flows } from '../flow/flows.js';
import { PasskeyChallenges } from '../passkey/passkey-challenges.js';
import { PasskeySignIns } from '../passkey/passkey-sign-ins.js';
import { Passkeys } from '../passkey/passkeys.js';
import { RecoveryCodeSets } from '../recovery-code/recovery-code-sets.js';
import { RecoveryCodes } from '../recovery-code/recovery-codes.js';
import { DeviceTokens } from '../trusted-device/device-tokens.js';
import { TrustedDevices } from '../trusted-device/trusted-devices.js';
import { AbandonFlow } from '../use-cases/abandon-flow.js';
import { AnswerChallenge } from '../use-cases/answer-challenge.js';
import { AnswerJudge } from '../use-cases/answer-judge.js';
import { AnswerSettler } from '../use-cases/answer-settler.js';
import { ApplyFactorResets } from '../use-cases/apply-factor-resets.js';
import { BeginPasskeySignIn } from '../use-cases/begin-passkey-sign-in.js';
import { CancelEnrollment } from '../use-cases/cancel-enrollment.js';
import { ChallengeIssuer } from '../use-cases/challenge-issuer.js';
import { ChooseEmail } from '../use-cases/choose-email.js';
import { ChooseEnrollment } from '../use-cases/choose-enrollment.js';
import { ConfirmPassword } from '../use-cases/confirm-password.js';
import { EnrollFactor } from '../use-cases/enroll-factor.js';
import { FinishChanges } from '../use-cases/finish-changes.js';
import { FlowSteps } from '../use-cases/flow-steps.js';
import { LinkSender } from '../use-cases/link-sender.js';
import { PasskeyPrompts } from '../use-cases/passkey-prompts.js';
import { ReadFlow } from '../use-cases/read-flow.js';
import { RecognizeDevice } from '../use-cases/recognize-device.js';
import { RecoverFactors } from '../use-cases/recover-factors.js';
import { RemoveFactor } from '../use-cases/remove-factor.js';
import { RenewRecoveryCodes } from '../use-cases/renew-recovery-codes.js';
import { RequestFactorReset } from '../use-cases/request-factor-reset.js';
import { ResendCode } from '../use-cases/resend-code.js';
import { ResendEmail } from '../use-cases/resend-email.js';
import { StartFlow } from '../use-cases/start-flow.js';
import { StopFactorReset } from '../use-cases/stop-factor-reset.js';
import { SwitchChallenge } from '../use-cases/switch-challenge.js';
import { VerifyEmail } from '../use-cases/verify-email.js';
import { VerifyPasskeySignIn } from '../use-cases/verify-passkey-sign-in.js';
import { aPolicy } from './builders.js';
import { FakeDeviceTokens, FakePasskeyChallenges, FakeRecoveryCodes } from './fake-codes.js';
import { FakeAuthenticator, FakePasskeys, type Authenticator } from './fake-passkeys.js';
import { FakeFlowTokens, FakeLinkTokens, FakeOneTimeCodes, fakeTotpCode, FakeTotpCodes } from './fake-secrets.js';
import { FakePhoneNumbers, FixedPolicies, InMemorySendingLimits } from './fake-surroundings.js';
import { InMemoryAnswers } from './in-memory-answers.js';
import { InMemoryFactorResets } from './in-memory-factor-resets.js';
import { InMemoryFlows } from './in-memory-flows.js';
import { InMemoryPasskeySignIns, InMemoryRecoveryCodeSets } from './in-memory-passkeys.js';
import { InMemoryStore } from './in-memory-store.js';
import { InMemoryTrustedDevices } from './in-memory-trusted-devices.js';

export interface Ports {
  flows: Flows;
  answers: Answers;
  codes: OneTimeCodes;
  links: LinkTokens;
  tokens: FlowTokens;
  totp: TotpCodes;
  recoveryCodes: RecoveryCodes;
  passkeys: Passkeys;
  challenges: PasskeyChallenges;
  devices: TrustedDevices;
  deviceTokens: DeviceTokens;
  sets: RecoveryCodeSets;
  signIns: PasskeySignIns;
  resets: FactorResets;
  limits: SendingLimits;
  phones: PhoneNumbers;
  policies: FixedPolicies;
  clock: FixedClock;
  /** What an authenticator app shows for a seed in Base32. */
  totpCode: (secret: string, at: Date) => string;
  /** A browser with an authenticator in it. */
  authenticator: () => Authenticator;
}

/** All use cases on the given ports; adapters of an app put theirs in the place of some. */
export function worldOn(ports: Ports) {
  const { flows, answers, codes, links, tokens, totp, limits, phones, policies, clock, resets, devices, deviceTokens } =
    ports;
  const { recoveryCodes, passkeys, challenges, sets, signIns } = ports;
  const steps = new FlowSteps(flows, policies, tokens, clock);
  const issuer = new ChallengeIssuer(codes, limits);
  const sender = new LinkSender(limits);
  const judge = new AnswerJudge(codes, totp, recoveryCodes, passkeys, challenges);
  const settler = new AnswerSettler(answers, judge, deviceTokens);
  const applyFactorResets = new ApplyFactorResets(resets, clock);
  const recognizeDevice = new RecognizeDevice(devices, deviceTokens);
  return {
    ...ports,
    prompts: new PasskeyPrompts(passkeys, challenges),
    beginPasskeySignIn: new BeginPasskeySignIn(passkeys, challenges, clock),
    verifyPasskeySignIn: new VerifyPasskeySignIn(signIns, passkeys, challenges, clock),
    renewRecoveryCodes: new RenewRecoveryCodes(sets, recoveryCodes, clock),
    startFlow: new StartFlow(flows, steps, applyFactorResets, recognizeDevice, issuer),
    confirmPassword: new ConfirmPassword(steps, policies, issuer),
    recoverFactors: new RecoverFactors(steps, links, sender),
    removeFactor: new RemoveFactor(steps),
    finishChanges: new FinishChanges(steps),
    applyFactorResets,
    requestFactorReset: new RequestFactorReset(resets, clock),
    stopFactorReset: new StopFactorReset(resets, clock),
    readFlow: new ReadFlow(flows, policies, tokens, clock),
    chooseEnrollment: new ChooseEnrollment(steps),
    chooseEmail: new ChooseEmail(steps, links, sender),
    resendEmail: new ResendEmail(steps, sender),
    verifyEmail: new VerifyEmail(flows, policies, links, clock),
    enrollFactor: new EnrollFactor(steps, issuer, phones, totp, flows),
    cancelEnrollment: new CancelEnrollment(steps),
    answerChallenge: new AnswerChallenge(answers, policies, tokens, settler, clock),
    resendCode: new ResendCode(steps, issuer),
    switchChallenge: new SwitchChallenge(steps, issuer, flows),
    abandonFlow: new AbandonFlow(steps),
  };
}
export type World = ReturnType<typeof worldOn>;

/** All ports in memory. `store` is open to look into. */
export function inMemoryPorts(changes: Partial<Ports> = {}): Ports & { store: InMemoryStore } {
  const store = new InMemoryStore();
  return {
    flows: new InMemoryFlows(store),
    answers: new InMemoryAnswers(store),
    codes: new FakeOneTimeCodes(),
    links: new FakeLinkTokens(),
    tokens: new FakeFlowTokens(),
    totp: new FakeTotpCodes(),
    recoveryCodes: new FakeRecoveryCodes(),
    passkeys: new FakePasskeys(),
    challenges: new FakePasskeyChallenges(),
    devices: new InMemoryTrustedDevices(store),
    deviceTokens: new FakeDeviceTokens(),
    sets: new InMemoryRecoveryCodeSets(store),
    signIns: new InMemoryPasskeySignIns(store),
    resets: new InMemoryFactorResets(store),
    limits: new InMemorySendingLimits(),
    phones: new FakePhoneNumbers(),
    policies: new FixedPolicies(aPolicy()),
    clock: new FixedClock(),
    totpCode: fakeTotpCode,
    authenticator: () => new FakeAuthenticator(),
    ...changes,
    store,
  };
}
