import { Module, type DynamicModule } from '@nestjs/common';
import { Database, HealthModule, RateLimits } from '@postern/platform';
import { AccountsController } from './account/accounts.controller.js';
import { ChangePassword } from './account/change-password.js';
import { EmailChangesController } from './account/email-changes.controller.js';
import { ExportAccount } from './account/export-account.js';
import { FactorsController } from './account/factors.controller.js';
import { PasswordController } from './account/password.controller.js';
import { ProfileController } from './account/profile.controller.js';
import { RecordsController } from './account/records.controller.js';
import { RecoveryCodesController } from './account/recovery-codes.controller.js';
import { OwnSessionsController } from './account/sessions.controller.js';
import { TrustedDevicesController } from './account/trusted-devices.controller.js';
import { AdministeredAccountsController } from './administration/administered-accounts.controller.js';
import { AdministeredApplicationsController } from './administration/administered-applications.controller.js';
import { AdministeredFactorsController } from './administration/administered-factors.controller.js';
import { AdministeredOrganizationsController } from './administration/administered-organizations.controller.js';
import { ApiReferenceController } from './api-reference/api-reference.controller.js';
import { ApplicationsController } from './applications/applications.controller.js';
import type { GatewayConfig } from './config.js';
import { DevInboxController } from './dev-inbox/dev-inbox.controller.js';
import { Credentials } from './edge/credentials.js';
import { EventReplies } from './edge/event-replies.js';
import { Languages } from './edge/languages.js';
import { OpenStreams } from './edge/open-streams.js';
import { GatewayConnections } from './gateway.connections.js';
import { FailedPasswords } from './limits/failed-passwords.js';
import { Limits } from './limits/limits.js';
import { organizationControllers, organizationProviders } from './organizations/organizations.parts.js';
import { PagesController } from './pages/pages.controller.js';
import { Pages } from './pages/pages.js';
import { PasskeysController } from './passkeys/passkeys.controller.js';
import { SignInWithPasskey } from './passkeys/sign-in-with-passkey.js';
import { NoticesController } from './recovery/notices.controller.js';
import { RecoveryController } from './recovery/recovery.controller.js';
import { Identity } from './services/identity.js';
import { Mfa } from './services/mfa.js';
import { CurrentSession } from './session/current-session.js';
import { SessionChecks } from './session/session-checks.js';
import { SessionController } from './session/session.controller.js';
import { SessionHandover } from './session/session-handover.js';
import { StartSessionFlow } from './session/start-session-flow.js';
import { StepUpsController } from './session/step-ups.controller.js';
import { ChallengesController } from './sign-in/challenges.controller.js';
import { ChooseNewPassword } from './sign-in/choose-new-password.js';
import { ConfirmPassword } from './sign-in/confirm-password.js';
import { CurrentFlow } from './sign-in/current-flow.js';
import { CurrentSignInController } from './sign-in/current-sign-in.controller.js';
import { DecideOnTerms } from './sign-in/decide-on-terms.js';
import { EmailVerificationsController } from './sign-in/email-verifications.controller.js';
import { FlowEventsController } from './sign-in/flow-events.controller.js';
import { FlowFactorsController } from './sign-in/flow-factors.controller.js';
import { FlowPasswordsController } from './sign-in/flow-passwords.controller.js';
import { FlowReplies } from './sign-in/flow-replies.js';
import { SignInsController } from './sign-in/sign-ins.controller.js';
import { StartSignIn } from './sign-in/start-sign-in.js';

const signIn = [
  SignInsController,
  CurrentSignInController,
  ChallengesController,
  FlowFactorsController,
  FlowPasswordsController,
  FlowEventsController,
  EmailVerificationsController,
  PasskeysController,
];
const session = [SessionController, StepUpsController];
const account = [
  AccountsController,
  ProfileController,
  PasswordController,
  EmailChangesController,
  OwnSessionsController,
  TrustedDevicesController,
  FactorsController,
  RecoveryCodesController,
  RecordsController,
];
const recovery = [RecoveryController, NoticesController];
const administration = [
  AdministeredApplicationsController,
  AdministeredOrganizationsController,
  AdministeredAccountsController,
  AdministeredFactorsController,
];

@Module({})
export class GatewayModule {
  static forConfig(config: GatewayConfig): DynamicModule {
    const embedded = config.INBOX_URL !== undefined;
    const failedPasswords = {
      name: 'failed-password',
      points: config.LIMIT_FAILED_PASSWORDS_PER_15_MINUTES,
      durationSeconds: 15 * 60,
    };
    return {
      module: GatewayModule,
      imports: [
        GatewayConnections.forConfig(config),
        HealthModule.forRoot({
          inject: [Database, Identity, Mfa],
          useFactory: (database: Database, identity: Identity, mfa: Mfa) => ({
            database: () => database.query('health', 'select 1'),
            identity: () => identity.ping(),
            mfa: () => mfa.ping(),
          }),
        }),
      ],
      controllers: [
        PagesController,
        ApiReferenceController,
        ...signIn,
        ...session,
        ...account,
        ...recovery,
        ApplicationsController,
        ...organizationControllers,
        ...administration,
        ...(embedded ? [DevInboxController] : []),
      ],
      providers: [
        StartSignIn,
        SignInWithPasskey,
        FlowReplies,
        CurrentFlow,
        ConfirmPassword,
        ChooseNewPassword,
        DecideOnTerms,
        OpenStreams,
        EventReplies,
        CurrentSession,
        SessionHandover,
        StartSessionFlow,
        ChangePassword,
        ExportAccount,
        Languages,
        ...organizationProviders(config),
        { provide: Credentials, useValue: new Credentials(config.PUBLIC_URL) },
        { provide: Pages, useValue: new Pages({ embedded, demoUsernames: config.DEMO_USERNAMES }) },
        {
          provide: SessionChecks,
          inject: [Identity, Languages],
          useFactory: (identity: Identity, languages: Languages) => new SessionChecks(identity, languages),
        },
        {
          provide: Limits,
          inject: [RateLimits],
          useFactory: (stored: RateLimits) => new Limits(stored, config),
        },
        {
          provide: FailedPasswords,
          inject: [RateLimits],
          useFactory: (stored: RateLimits) => new FailedPasswords(stored.create(failedPasswords)),
        },
      ],
    };
  }
}
