import type { ModuleMetadata, Provider } from '@nestjs/common';
import * as domain from '@postern/identity-domain';
import { Clock } from '@postern/kernel';
import { bind, Database, TokenSigner } from '@postern/platform';
import type { IdentityConfig } from './config.js';
import { HmacAuditMacs } from './crypto/hmac-audit-macs.js';
import { ActivityController } from './http/activity.controller.js';
import { AccountsController } from './http/administration/accounts.controller.js';
import { ApplicationsController as ApplicationsAdministration } from './http/administration/applications.controller.js';
import { FactorResetsController } from './http/administration/factor-resets.controller.js';
import { ApplicationsController } from './http/applications.controller.js';
import { AuthenticationsController } from './http/authentications.controller.js';
import { OwnSessionsController } from './http/own-sessions.controller.js';
import { PasswordConfirmationsController } from './http/password-confirmations.controller.js';
import { SessionSubjectsController } from './http/session-subjects.controller.js';
import { SessionsController } from './http/sessions.controller.js';
import { SignInTargets } from './http/sign-in-targets.js';
import { SubjectTokens } from './http/subject-tokens.js';
import { RandomSessionTokens } from './passwords/random-session-tokens.js';
import { PgAccountSessions } from './postgres/pg-account-sessions.js';
import { PgAccountStates } from './postgres/pg-account-states.js';
import { PgApplications } from './postgres/pg-applications.js';
import { PgAuditChain } from './postgres/pg-audit-chain.js';
import { PgAuditRecord } from './postgres/pg-audit-record.js';
import { PgKnownDevices } from './postgres/pg-known-devices.js';
import { PgSessions } from './postgres/pg-sessions.js';
import { PgSpentTokens } from './postgres/pg-spent-tokens.js';
import { PgTermsAgreements } from './postgres/pg-terms-agreements.js';

const { AccountSessions, AccountStates, Applications, AuditChain, AuditMacs, AuditRecord, Credentials } = domain;
const { KnownDevices, Notices, PasswordHasher, Sessions, SessionTokens, SpentTokens, TermsAgreements } = domain;

const itself = (by: Parameters<typeof bind>[1], ...inject: Parameters<typeof bind>[0][]) => bind(by, by, ...inject);

/** Applications, sign-in, sessions, their administration, and the audit record. */
export const signInControllers: NonNullable<ModuleMetadata['controllers']> = [
  ActivityController,
  AccountsController,
  ApplicationsAdministration,
  ApplicationsController,
  AuthenticationsController,
  FactorResetsController,
  SessionSubjectsController,
  OwnSessionsController,
  PasswordConfirmationsController,
  SessionsController,
];

export const signInProviders = (config: IdentityConfig): Provider[] => [
  bind(AccountSessions, PgAccountSessions, Database),
  bind(AccountStates, PgAccountStates, Database),
  bind(Applications, PgApplications, Database),
  bind(AuditChain, PgAuditChain, Database),
  { provide: AuditMacs, useFactory: () => new HmacAuditMacs(config.AUDIT_KEYS) },
  bind(AuditRecord, PgAuditRecord, Database),
  bind(KnownDevices, PgKnownDevices, Database),
  bind(Sessions, PgSessions, Database),
  bind(SessionTokens, RandomSessionTokens),
  bind(SpentTokens, PgSpentTokens, Database),
  bind(TermsAgreements, PgTermsAgreements, Database),
  itself(domain.AuthenticatePasskey, Credentials, SpentTokens, AuditRecord, Clock),
  itself(domain.AuthenticatePassword, Credentials, PasswordHasher, AuditRecord, Clock),
  itself(domain.AuthorizeFactorReset, Credentials, AuditRecord, Clock),
  itself(domain.ClearSessions, AccountSessions, KnownDevices, SpentTokens, Clock),
  itself(domain.ConfirmPassword, Credentials, PasswordHasher, AuditRecord, Clock),
  itself(domain.CreateApplication, Applications, Clock),
  itself(domain.DisableAccount, AccountStates, Clock),
  itself(domain.EnableAccount, AccountStates, Clock),
  itself(domain.EndEarlierSessions, AccountSessions, Sessions),
  itself(domain.EndSession, Sessions, Clock),
  itself(domain.EndSessions, AccountSessions, Clock),
  itself(domain.IssueSession, Credentials, Sessions, SessionTokens, domain.RequireTerms, Clock),
  itself(domain.MeetDevice, KnownDevices, Notices, Clock),
  itself(domain.NoteFactorChange, AccountSessions),
  itself(domain.ReadSession, Sessions, SessionTokens, Clock),
  itself(domain.RemoveApplication, Applications, Clock),
  itself(domain.RequireFreshAuthentication, Clock),
  itself(domain.RequireTerms, TermsAgreements),
  {
    provide: domain.RetireAuditEntries,
    inject: [AuditChain, AuditMacs, Clock],
    useFactory: (chain: domain.AuditChain, macs: domain.AuditMacs, clock: Clock) =>
      new domain.RetireAuditEntries(chain, macs, clock, config.AUDIT_RETENTION_DAYS),
  },
  itself(domain.SealAudit, AuditChain, AuditMacs, Clock),
  itself(domain.UpdateApplication, Applications, TermsAgreements, Clock),
  itself(domain.VerifyAuditChain, AuditChain, AuditMacs),
  itself(SignInTargets, Applications),
  itself(SubjectTokens, TokenSigner),
];
