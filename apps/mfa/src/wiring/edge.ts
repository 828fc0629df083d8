import type { Provider } from '@nestjs/common';
import { Clock } from '@postern/kernel';
import * as domain from '@postern/mfa-domain';
import { Database, Inbox, Outbox, Schedules, TokenSigner, TokenVerifier } from '@postern/platform';
import type { MfaConfig } from '../config.js';
import { AccountSubjects } from '../http/account-subjects.js';
import { AssuranceTokens } from '../http/assurance-tokens.js';
import { EventStreams } from '../http/event-streams.js';
import { FlowEvents } from '../http/flow-events.js';
import { FlowReplies } from '../http/flow-replies.js';
import { FlowSubjects } from '../http/flow-subjects.js';
import { FlowView } from '../http/flow-view.js';
import { PasskeyTokens } from '../http/passkey-tokens.js';
import { RecoveryCodesText } from '../http/recovery-codes-text.js';
import { ServiceTokenStrategy } from '../http/service-token.js';
import { SubjectTokens } from '../http/subject-tokens.js';
import { OutgoingMessages } from '../messages/outgoing-messages.js';
import { AccountExports } from '../postgres/account-exports.js';
import { ClearExpired } from '../postgres/clear-expired.js';
import { FlowChanges } from '../postgres/flow-changes.js';
import { PgAccountLife } from '../postgres/pg-account-life.js';
import { Administrators } from '../organizations/administrators.js';
import { ReminderPages } from '../organizations/reminder-pages.js';
import { MemberHandlers } from '../queue/member-handlers.js';
import { MfaConsumer } from '../queue/mfa.consumer.js';
import { Once } from '../queue/once.js';
import { RolloutHandlers } from '../rollout/rollout-handlers.js';
import { use } from './use.js';

const { ApplyFactorResets, MemberCopies, PasskeyPrompts, ReadFlow, SpentTokens, TotpCodes } = domain;

const clearingSeconds = 600;
const resumingSeconds = 30;

/** What calls come in by, and what they are answered with. */
export const edge = (config: MfaConfig): Provider[] => [
  { provide: TokenVerifier, useFactory: () => new TokenVerifier('mfa', config.TRUSTED_KEYS) },
  { provide: TokenSigner, useFactory: () => new TokenSigner('mfa', config.SIGNING_KEYS) },
  ServiceTokenStrategy,
  use(SubjectTokens, TokenVerifier),
  use(FlowSubjects, SubjectTokens, SpentTokens, Clock),
  use(AccountSubjects, SubjectTokens, SpentTokens, Clock),
  use(Administrators, TokenVerifier, SpentTokens, Clock),
  use(AssuranceTokens, TokenSigner),
  use(PasskeyTokens, TokenSigner),
  { provide: RecoveryCodesText, useFactory: () => new RecoveryCodesText(config.PRODUCT_NAME) },
  {
    provide: FlowView,
    inject: [TotpCodes, PasskeyPrompts],
    useFactory: (totp: domain.TotpCodes, prompts: domain.PasskeyPrompts) =>
      new FlowView(totp, prompts, config.PRODUCT_NAME),
  },
  use(FlowReplies, FlowView, AssuranceTokens, Clock),
  use(FlowChanges, Database),
  use(EventStreams, FlowChanges),
  use(FlowEvents, ReadFlow, FlowReplies, EventStreams),
  use(AccountExports, Database),
  use(PgAccountLife, Outbox, OutgoingMessages, Clock),
  use(ClearExpired, Database, Inbox, ApplyFactorResets, Clock),
  use(Once, Database, Inbox, Outbox),
  use(MemberHandlers, Once, MemberCopies, ReminderPages),
  use(MfaConsumer, Once, PgAccountLife, ClearExpired, MemberHandlers, RolloutHandlers),
  Schedules.forQueue('mfa', { 'clear-expired': clearingSeconds, 'resume-rollouts': resumingSeconds }),
];
