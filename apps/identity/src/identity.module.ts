import { MikroORM } from '@mikro-orm/postgresql';
import { Module, type DynamicModule } from '@nestjs/common';
import * as domain from '@postern/identity-domain';
import { Clock, SystemClock } from '@postern/kernel';
import { bind, Database, Inbox, Outbox, ServiceModule, TokenSigner, TokenVerifier } from '@postern/platform';
import type { IdentityConfig } from './config.js';
import { AccountsController } from './http/accounts.controller.js';
import { PasswordStrategy } from './http/password.guard.js';
import { ServiceTokenStrategy } from './http/service-token.js';
import { SessionStrategy } from './http/session.guard.js';
import { Argon2Hasher } from './passwords/argon2-hasher.js';
import { CommonPasswords } from './passwords/common-passwords.js';
import { argon2Settings, passwordRules } from './passwords/settings.js';
import { MikroAccounts } from './postgres/mikro-accounts.js';
import { OutboxAccountNotices } from './postgres/outbox-account-notices.js';
import { PgCredentials } from './postgres/pg-credentials.js';
import { identitySchema } from './postgres/schema.js';
import { IdentityConsumer } from './queue/identity.consumer.js';
import { signInControllers, signInProviders } from './sign-in.wiring.js';

const { Accounts, AccountNotices, BreachedPasswords, Credentials, PasswordHasher, PasswordPolicy } =
  domain;

@Module({})
export class IdentityModule {
  static forConfig(config: IdentityConfig): DynamicModule {
    return {
      module: IdentityModule,
      imports: [
        ServiceModule.forRoot({ databaseUrl: config.DATABASE_URL, queueUrl: config.QUEUE_URL, schema: identitySchema }),
      ],
      controllers: [AccountsController, ...signInControllers],
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
        bind(Credentials, PgCredentials, Database),
        bind(
          domain.RegisterAccount,
          domain.RegisterAccount,
          Accounts,
          PasswordPolicy,
          PasswordHasher,
          AccountNotices,
          Clock,
        ),
        bind(domain.MarkEmailVerified, domain.MarkEmailVerified, Accounts),
        bind(IdentityConsumer, IdentityConsumer, Database, Inbox, domain.MarkEmailVerified),
        ...signInProviders(config),
        ServiceTokenStrategy,
        PasswordStrategy,
        SessionStrategy,
      ],
    };
  }
}
