import { Module, type DynamicModule } from '@nestjs/common';
import * as domain from '@postern/identity-domain';
import { Clock, SystemClock } from '@postern/kernel';
import { bind, Database, ServiceModule, TokenSigner, TokenVerifier } from '@postern/platform';
import { accountLifeControllers, accountLifeProviders } from './account-life.wiring.js';
import type { IdentityConfig } from './config.js';
import { PasswordStrategy } from './http/password.guard.js';
import { ServiceTokenStrategy } from './http/service-token.js';
import { SessionStrategy } from './http/session.guard.js';
import { importControllers, importProviders } from './imports/imports.wiring.js';
import { Argon2Hasher } from './passwords/argon2-hasher.js';
import { CommonPasswords } from './passwords/common-passwords.js';
import { PhcHashes } from './passwords/foreign/phc-hashes.js';
import { argon2Settings, passwordRules } from './passwords/settings.js';
import { organizationControllers, organizationProviders } from './organizations.wiring.js';
import { PgCredentials } from './postgres/pg-credentials.js';
import { identitySchema } from './postgres/schema.js';
import { signInControllers, signInProviders } from './sign-in.wiring.js';

const { BreachedPasswords, Credentials, ForeignHashes, PasswordHasher, PasswordPolicy } = domain;

@Module({})
export class IdentityModule {
  static forConfig(config: IdentityConfig): DynamicModule {
    return {
      module: IdentityModule,
      imports: [
        ServiceModule.forRoot({ databaseUrl: config.DATABASE_URL, queueUrl: config.QUEUE_URL, schema: identitySchema }),
      ],
      controllers: [...accountLifeControllers, ...signInControllers, ...organizationControllers, ...importControllers],
      providers: [
        bind(Clock, SystemClock),
        { provide: TokenSigner, useFactory: () => new TokenSigner('identity', config.SIGNING_KEYS) },
        { provide: TokenVerifier, useFactory: () => new TokenVerifier('identity', config.TRUSTED_KEYS) },
        { provide: PasswordHasher, useFactory: () => Argon2Hasher.create(argon2Settings(config)) },
        bind(ForeignHashes, PhcHashes),
        { provide: BreachedPasswords, useFactory: () => CommonPasswords.load() },
        {
          provide: PasswordPolicy,
          inject: [BreachedPasswords],
          useFactory: (breached: domain.BreachedPasswords) => new PasswordPolicy(passwordRules(config), breached),
        },
        bind(Credentials, PgCredentials, Database),
        ...accountLifeProviders(config),
        ...signInProviders(config),
        ...importProviders(config),
        ...organizationProviders(config),
        ServiceTokenStrategy,
        PasswordStrategy,
        SessionStrategy,
      ],
    };
  }
}
