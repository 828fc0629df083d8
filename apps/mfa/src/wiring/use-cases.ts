import type { FactoryProvider } from '@nestjs/common';
import { Clock } from '@postern/kernel';
import * as domain from '@postern/mfa-domain';
import { use } from './use.js';

const { Answers, DeviceTokens, EnrollmentPolicies, FactorResets, Flows, FlowTokens, LinkTokens, OneTimeCodes } = domain;
const { PasskeyChallenges, Passkeys, PasskeySignIns, PhoneNumbers, RecoveryCodes, RecoveryCodeSets } = domain;
const { SendingLimits, TotpCodes, TrustedDevices } = domain;
const { AnswerJudge, AnswerSettler, ApplyFactorResets, ChallengeIssuer, FlowSteps, LinkSender, RecognizeDevice } =
  domain;

/** What people can do, in the order in which they come to it. */
export const useCases: FactoryProvider[] = [
  use(FlowSteps, Flows, EnrollmentPolicies, FlowTokens, Clock),
  use(ChallengeIssuer, OneTimeCodes, SendingLimits),
  use(LinkSender, SendingLimits),
  use(AnswerJudge, OneTimeCodes, TotpCodes, RecoveryCodes, Passkeys, PasskeyChallenges),
  use(AnswerSettler, Answers, AnswerJudge, DeviceTokens),
  use(ApplyFactorResets, FactorResets, Clock),
  use(RecognizeDevice, TrustedDevices, DeviceTokens),
  use(domain.PasskeyPrompts, Passkeys, PasskeyChallenges),

  use(domain.StartFlow, Flows, FlowSteps, ApplyFactorResets, RecognizeDevice, ChallengeIssuer),
  use(domain.ReadFlow, Flows, EnrollmentPolicies, FlowTokens, Clock),
  use(domain.AbandonFlow, FlowSteps),
  use(domain.ConfirmPassword, FlowSteps, EnrollmentPolicies, ChallengeIssuer),
  use(domain.ChooseEnrollment, FlowSteps),
  use(domain.ChooseEmail, FlowSteps, LinkTokens, LinkSender),
  use(domain.ResendEmail, FlowSteps, LinkSender),
  use(domain.VerifyEmail, Flows, EnrollmentPolicies, LinkTokens, Clock),
  use(domain.EnrollFactor, FlowSteps, ChallengeIssuer, PhoneNumbers, TotpCodes, Flows),
  use(domain.CancelEnrollment, FlowSteps),
  use(domain.AnswerChallenge, Answers, EnrollmentPolicies, FlowTokens, AnswerSettler, Clock),
  use(domain.ResendCode, FlowSteps, ChallengeIssuer),
  use(domain.SwitchChallenge, FlowSteps, ChallengeIssuer, Flows),
  use(domain.RecoverFactors, FlowSteps, LinkTokens, LinkSender),
  use(domain.RemoveFactor, FlowSteps),
  use(domain.FinishChanges, FlowSteps),

  use(domain.BeginPasskeySignIn, Passkeys, PasskeyChallenges, Clock),
  use(domain.VerifyPasskeySignIn, PasskeySignIns, Passkeys, PasskeyChallenges, Clock),
  use(domain.RenewRecoveryCodes, RecoveryCodeSets, RecoveryCodes, Clock),
  use(domain.RequestFactorReset, FactorResets, Clock),
  use(domain.StopFactorReset, FactorResets, Clock),
];
