import { Module, type DynamicModule } from '@nestjs/common';
import type { ServiceName } from '@postern/contracts';
import { Database, HealthModule, RateLimits, ServiceClient, ServiceTokens, TokenSigner } from '@postern/platform';
import { ApiReferenceController } from './api-reference/api-reference.controller.js';
import type { GatewayConfig } from './config.js';
import { DevInboxController } from './dev-inbox/dev-inbox.controller.js';
import { Credentials } from './edge/credentials.js';
import { FailedPasswords } from './limits/failed-passwords.js';
import { Limits } from './limits/limits.js';
import { PagesController } from './pages/pages.controller.js';
import { Pages } from './pages/pages.js';
import { gatewaySchema } from './postgres/schema.js';
import { Identity } from './services/identity.js';
import { Mfa } from './services/mfa.js';
import { Notifications } from './services/notifications.js';
import { SessionChecks } from './session/session-checks.js';
import { SessionController } from './session/session.controller.js';
import { AccountsController } from './sign-in/accounts.controller.js';
import { CurrentSignInController } from './sign-in/current-sign-in.controller.js';
import { EmailVerificationsController } from './sign-in/email-verifications.controller.js';
import { FlowEventsController } from './sign-in/flow-events.controller.js';
import { FlowReplies } from './sign-in/flow-replies.js';
import { OpenStreams } from './sign-in/open-streams.js';
import { SignInsController } from './sign-in/sign-ins.controller.js';
import { StartSignIn } from './sign-in/start-sign-in.js';

const { schema } = gatewaySchema;

/** What the gateway keeps and whom it calls; everything else in this app is built on these. */
@Module({})
class GatewayConnections {
  static forConfig(config: GatewayConfig): DynamicModule {
    const tokens = new ServiceTokens('gateway', new TokenSigner('gateway', config.SIGNING_KEYS));
    const client = (service: ServiceName, url: string) => new ServiceClient(service, url, tokens);
    const inboxUrl = config.INBOX_URL;
    const connections = [
      {
        provide: Database,
        // It holds counts alone, and a count is not worth a wait for the disk.
        useFactory: () => new Database(config.DATABASE_URL, { name: 'postern-gateway', losesLastMoment: true }),
      },
      {
        provide: RateLimits,
        inject: [Database],
        useFactory: (database: Database) => new RateLimits(config.QUEUE_URL, schema, database),
      },
      { provide: Identity, useFactory: () => new Identity(client('identity', config.IDENTITY_URL)) },
      { provide: Mfa, useFactory: () => new Mfa(client('mfa', config.MFA_URL)) },
      ...(inboxUrl === undefined
        ? []
        : [{ provide: Notifications, useFactory: () => new Notifications(client('notifications', inboxUrl)) }]),
    ];
    return { module: GatewayConnections, global: true, providers: connections, exports: connections };
  }
}

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
        AccountsController,
        SignInsController,
        CurrentSignInController,
        FlowEventsController,
        EmailVerificationsController,
        SessionController,
        ...(embedded ? [DevInboxController] : []),
      ],
      providers: [
        StartSignIn,
        FlowReplies,
        OpenStreams,
        { provide: Credentials, useValue: new Credentials(config.PUBLIC_URL) },
        { provide: Pages, useValue: new Pages({ embedded, demoUsernames: config.DEMO_USERNAMES }) },
        { provide: SessionChecks, inject: [Identity], useFactory: (identity: Identity) => new SessionChecks(identity) },
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
