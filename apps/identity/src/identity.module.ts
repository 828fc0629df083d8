import { MikroORM } from '@mikro-orm/postgresql';
import { Module, type DynamicModule } from '@nestjs/common';
import * as domain from '@postern/identity-domain';
import { Clock, SystemClock } from '@postern/kernel';
import { bind, Database, Inbox, Outbox, ServiceModule, TokenSigner, TokenVerifier } from '@postern/platform';
import type { IdentityConfig } from './config.js';
import { AccountsController } from './http/accounts.controller.js';
import { AuthenticationsController } from './http/authentications.controller.js';
import { PasswordStrategy } from './http/password.guard.js';
import { ServiceTokenStrategy } from './http/service-token.js';
import { SessionStrategy } from './http/session.guard.js';
import { SessionsController } from './http/sessions.controller.js';
import { Argon2Hasher } from './passwords/argon2-hasher.js';
import { CommonPasswords } from './passwords/common-passwords.js';
import { argon2Settings, passwordRules } from './passwords/settings.js';
import { RandomSessionTokens } from './passwords/random-session-tokens.js';
import { MikroAccounts } from './postgres/mikro-accounts.js';
import { OutboxAccountNotices } from './postgres/outbox-account-notices.js';
import { PgAuditRecord } from './postgres/pg-audit-record.js';
import { PgCredentials } from './postgres/pg-credentials.js';
import { PgSessions } from './postgres/pg-sessions.js';
import { identitySchema } from './postgres/schema.js';
import { IdentityConsumer } from './queue/identity.consumer.js';

const { Accounts, AccountNotices, AuditRecord, BreachedPasswords, Credentials, PasswordHasher, PasswordPolicy } =
  domain;
const { Sessions, SessionTokens } = domain;

@Module({})
export class IdentityModule {
  static forConfig(config: IdentityConfig): DynamicModule {
    return {
      module: IdentityModule,
      imports: [
        ServiceModule.forRoot({ databaseUrl: config.DATABASE_URL, queueUrl: config.QUEUE_URL, schema: identitySchema }),
      ],
      controllers: [AccountsController, AuthenticationsController, SessionsController],
      providers: [
        bind(Clock, SystemClock),
        { provide: TokenSigner, useFactory: () => new TokenSigner('identity', config.SIGNING_KEYS) },
        { provide: TokenVerifier, useFactory: () => new TokenVerifier('identity', config.TRUSTED_KEYS) },
        { provide: PasswordHasher, useFactory: () => Argon2Hasher.create(argon2Settings(config)) },
        { provide: BreachedPasswords, useFactory: () => CommonPasswords.load() },
        {
          provide: PasswordPolicy,
          inject: [BreachedPasswords],
          useFactory: (breached: domain.BreachedPasswords) => new PasswordPolicy(passwordRules(config), breached),
        },
        bind(Accounts, MikroAccounts, MikroORM),
        bind(AccountNotices, OutboxAccountNotices, Database, Outbox, Clock),
        bind(AuditRecord, PgAuditRecord, Database),
        bind(Credentials, PgCredentials, Database),
        bind(Sessions, PgSessions, Database),
        bind(SessionTokens, RandomSessionTokens),
        bind(
          domain.RegisterAccount,
          domain.RegisterAccount,
          Accounts,
          PasswordPolicy,
          PasswordHasher,
          AccountNotices,
          Clock,
        ),
        bind(domain.AuthenticatePassword, domain.AuthenticatePassword, Credentials, PasswordHasher, AuditRecord, Clock),
        bind(domain.IssueSession, domain.IssueSession, Credentials, Sessions, SessionTokens, Clock),
        bind(domain.ReadSession, domain.ReadSession, Sessions, SessionTokens, Clock),
        bind(domain.EndSession, domain.EndSession, Sessions, SessionTokens, Clock),
        bind(domain.MarkEmailVerified, domain.MarkEmailVerified, Accounts),
        bind(IdentityConsumer, IdentityConsumer, Database, Inbox, domain.MarkEmailVerified),
        ServiceTokenStrategy,
        PasswordStrategy,
        SessionStrategy,
      ],
    };
  }
}
