import { Module, type DynamicModule, type FactoryProvider, type InjectionToken } from '@nestjs/common';
import { Clock, SystemClock } from '@postern/kernel';
import * as domain from '@postern/mfa-domain';
import { bind, Database, Outbox, Sealer, ServiceModule, TokenSigner, TokenVerifier } from '@postern/platform';
import type { MfaConfig } from './config.js';
import { HmacLinkTokens } from './crypto/hmac-link-tokens.js';
import { HmacOneTimeCodes } from './crypto/hmac-one-time-codes.js';
import { RandomFlowTokens } from './crypto/random-flow-tokens.js';
import { SealedTotpCodes } from './crypto/sealed-totp-codes.js';
import { AssuranceTokens } from './http/assurance-tokens.js';
import { ChallengesController } from './http/challenges.controller.js';
import { EmailVerificationsController } from './http/email-verifications.controller.js';
import { EmailController } from './http/email.controller.js';
import { EnrollmentController } from './http/enrollment.controller.js';
import { FlowEventsController } from './http/flow-events.controller.js';
import { FlowEvents } from './http/flow-events.js';
import { FlowReplies } from './http/flow-replies.js';
import { FlowView } from './http/flow-view.js';
import { FlowsController } from './http/flows.controller.js';
import { ServiceTokenStrategy } from './http/service-token.js';
import { SubjectTokens } from './http/subject-tokens.js';
import { OutgoingMessages } from './messages/outgoing-messages.js';
import { ConfiguredPolicies } from './policy/configured-policies.js';
import { LibraryPhoneNumbers } from './policy/library-phone-numbers.js';
import { enrollmentPolicyOf, sendingCapsOf } from './policy/settings.js';
import { FlowChanges } from './postgres/flow-changes.js';
import { PgAnswers } from './postgres/pg-answers.js';
import { PgFlows } from './postgres/pg-flows.js';
import { PgSendingLimits } from './postgres/pg-sending-limits.js';
import { mfaSchema } from './postgres/schema.js';

const { Answers, EnrollmentPolicies, Flows, FlowTokens, LinkTokens, OneTimeCodes } = domain;
const { PhoneNumbers, SendingLimits, TotpCodes } = domain;
const { ChallengeIssuer, CodeJudge, FlowSteps, LinkSender } = domain;

/** A class of the domain, which knows no decorators. */
const use = (by: new (...parts: never[]) => unknown, ...inject: InjectionToken[]) => bind(by, by, ...inject);

@Module({})
export class MfaModule {
  static forConfig(config: MfaConfig): DynamicModule {
    return {
      module: MfaModule,
      imports: [
        ServiceModule.forRoot({ databaseUrl: config.DATABASE_URL, queueUrl: config.QUEUE_URL, schema: mfaSchema }),
      ],
      controllers: [
        FlowsController,
        FlowEventsController,
        EnrollmentController,
        EmailController,
        ChallengesController,
        EmailVerificationsController,
      ],
      providers: [...adapters(config), ...useCases, ...edge(config)],
    };
  }
}

const adapters = (config: MfaConfig): FactoryProvider[] => [
  bind(Clock, SystemClock),
  { provide: OneTimeCodes, useFactory: () => new HmacOneTimeCodes(config.CODE_KEYS) },
  { provide: LinkTokens, useFactory: () => new HmacLinkTokens(config.LINK_KEYS) },
  { provide: TotpCodes, useFactory: () => new SealedTotpCodes(new Sealer(config.SEED_KEYS)) },
  bind(FlowTokens, RandomFlowTokens),
  { provide: PhoneNumbers, useFactory: () => new LibraryPhoneNumbers(config.PHONE_COUNTRIES) },
  { provide: EnrollmentPolicies, useFactory: () => new ConfiguredPolicies(enrollmentPolicyOf(config)) },
  {
    provide: SendingLimits,
    inject: [Database, Clock],
    useFactory: (database: Database, clock: Clock) =>
      new PgSendingLimits(database, sendingCapsOf(config), config.SENDING_LIMITS, clock),
  },
  {
    provide: OutgoingMessages,
    inject: [OneTimeCodes, LinkTokens],
    useFactory: (codes: domain.OneTimeCodes, links: domain.LinkTokens) =>
      new OutgoingMessages(codes, links, new Sealer(config.SEALING_KEYS), config.PUBLIC_URL),
  },
  bind(Flows, PgFlows, Database, Outbox, OutgoingMessages),
  bind(Answers, PgAnswers, Database, Outbox, OutgoingMessages),
  use(FlowChanges, Database),
];

const useCases: FactoryProvider[] = [
  use(FlowSteps, Flows, EnrollmentPolicies, FlowTokens, Clock),
  use(ChallengeIssuer, OneTimeCodes, SendingLimits),
  use(LinkSender, SendingLimits),
  use(CodeJudge, OneTimeCodes, TotpCodes),
  use(domain.StartFlow, Flows, EnrollmentPolicies, FlowTokens, ChallengeIssuer, Clock),
  use(domain.ReadFlow, Flows, EnrollmentPolicies, FlowTokens, Clock),
  use(domain.AbandonFlow, FlowSteps),
  use(domain.ChooseEnrollment, FlowSteps),
  use(domain.ChooseEmail, FlowSteps, LinkTokens, LinkSender),
  use(domain.ResendEmail, FlowSteps, LinkSender),
  use(domain.VerifyEmail, Flows, LinkTokens, Clock),
  use(domain.EnrollFactor, FlowSteps, ChallengeIssuer, PhoneNumbers, TotpCodes),
  use(domain.CancelEnrollment, FlowSteps),
  use(domain.AnswerChallenge, Answers, EnrollmentPolicies, FlowTokens, CodeJudge, Clock),
  use(domain.ResendCode, FlowSteps, ChallengeIssuer),
  use(domain.SwitchChallenge, FlowSteps, ChallengeIssuer),
];

const edge = (config: MfaConfig) => [
  { provide: TokenVerifier, useFactory: () => new TokenVerifier('mfa', config.TRUSTED_KEYS) },
  { provide: TokenSigner, useFactory: () => new TokenSigner('mfa', config.SIGNING_KEYS) },
  ServiceTokenStrategy,
  use(SubjectTokens, TokenVerifier),
  use(AssuranceTokens, TokenSigner),
  {
    provide: FlowView,
    inject: [TotpCodes],
    useFactory: (totp: domain.TotpCodes) => new FlowView(totp, config.PRODUCT_NAME),
  },
  use(FlowReplies, FlowView, AssuranceTokens, Clock),
  use(FlowEvents, domain.ReadFlow, FlowReplies, FlowChanges),
];
