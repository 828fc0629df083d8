import { MikroORM } from '@mikro-orm/postgresql';
import type { Provider, Type } from '@nestjs/common';
import * as domain from '@postern/identity-domain';
import { Clock } from '@postern/kernel';
import { bind, Database, Inbox, Outbox, Schedules, Sealer } from '@postern/platform';
import type { IdentityConfig } from './config.js';
import { AccountController, AccountExportController } from './http/account.controller.js';
import { AccountsController } from './http/accounts.controller.js';
import { EmailChangesController } from './http/email-changes.controller.js';
import { NoticesController } from './http/notices.controller.js';
import { PasswordsController } from './http/passwords.controller.js';
import { RecoveryController } from './http/recovery.controller.js';
import { HmacLinkTokens } from './links/hmac-link-tokens.js';
import { ImportWork } from './imports/import-work.js';
import { AccountMail } from './messages/account-mail.js';
import { MikroAccountFiles } from './postgres/mikro-account-files.js';
import { MikroAccounts } from './postgres/mikro-accounts.js';
import { OutboxAccountNotices } from './postgres/outbox-account-notices.js';
import { OutboxRecoveryRequests } from './postgres/outbox-recovery-requests.js';
import { PgExpiredRecords } from './postgres/pg-expired-records.js';
import { FactorEventLog } from './queue/factor-event-log.js';
import { Housekeeping } from './queue/housekeeping.js';
import { IdentityConsumer } from './queue/identity.consumer.js';
import { MemberLists } from './queue/member-lists.js';
import { OrganizationLog } from './queue/organization-log.js';

const { AccountFiles, AccountNotices, Accounts, AuditRecord, Credentials, ExpiredRecords, LinkTokens, Notices } =
  domain;
const { AccountSessions, PasswordHasher, PasswordPolicy, RecoveryRequests, SessionTokens, TermsAgreements } = domain;

/** How often the clock brings work, in seconds. */
const timetable = { 'clear-expired': 60 * 60, 'seal-audit': 10 } as const;

/** An account from its registration to its deletion, its recovery, and what people are told of it. */
export const accountLifeControllers: Type[] = [
  AccountsController,
  AccountController,
  AccountExportController,
  EmailChangesController,
  NoticesController,
  PasswordsController,
  RecoveryController,
];

export const accountLifeProviders = (config: IdentityConfig): Provider[] => [
  { provide: LinkTokens, useFactory: () => new HmacLinkTokens(config.LINK_KEYS) },
  {
    provide: AccountMail,
    inject: [LinkTokens],
    useFactory: (links: domain.LinkTokens) =>
      new AccountMail(links, new Sealer(config.SEALING_KEYS), config.PUBLIC_URL),
  },
  bind(Accounts, MikroAccounts, MikroORM),
  bind(AccountFiles, MikroAccountFiles, MikroORM, Inbox, Outbox, AccountMail, Clock),
  bind(AccountNotices, OutboxAccountNotices, Database, Outbox, Clock),
  bind(ExpiredRecords, PgExpiredRecords, Database, Outbox),
  bind(Notices, domain.FiledNotices, AccountFiles),
  bind(RecoveryRequests, OutboxRecoveryRequests, Database, Outbox),

  bind(domain.RegisterAccount, domain.RegisterAccount, Accounts, PasswordPolicy, PasswordHasher, AccountNotices, Clock),
  bind(domain.ChangeProfile, domain.ChangeProfile, AccountFiles),
  bind(domain.ChangePhone, domain.ChangePhone, AccountFiles),
  bind(
    domain.ChangePassword,
    domain.ChangePassword,
    Accounts,
    AccountFiles,
    PasswordPolicy,
    PasswordHasher,
    SessionTokens,
  ),
  bind(domain.RequestEmailChange, domain.RequestEmailChange, AccountFiles, Credentials),
  bind(domain.ConfirmEmailChange, domain.ConfirmEmailChange, AccountFiles, LinkTokens),
  bind(
    domain.ExportAccount,
    domain.ExportAccount,
    AccountFiles,
    AccountSessions,
    TermsAgreements,
    AuditRecord,
    domain.Organizations,
  ),
  {
    provide: domain.CloseAccount,
    inject: [AccountFiles],
    useFactory: (files: domain.AccountFiles) => new domain.CloseAccount(files, config.ACCOUNT_CLOSURE_DAYS),
  },

  bind(domain.SendUsername, domain.SendUsername, AccountFiles, Credentials),
  bind(domain.SendPasswordReset, domain.SendPasswordReset, AccountFiles, Credentials),
  bind(domain.OpenResetLink, domain.OpenResetLink, AccountFiles, Credentials, LinkTokens),
  bind(domain.ResetPassword, domain.ResetPassword, Accounts, AccountFiles, PasswordPolicy, PasswordHasher),
  bind(domain.ReadNotice, domain.ReadNotice, AccountFiles, LinkTokens, Clock),
  bind(domain.Disavow, domain.Disavow, AccountFiles, LinkTokens),

  bind(domain.NoteEvent, domain.NoteEvent, AccountFiles),
  bind(
    FactorEventLog,
    FactorEventLog,
    Database,
    Inbox,
    domain.NoteEvent,
    domain.NoteFactorChange,
    domain.EndEarlierSessions,
  ),
  {
    provide: domain.ClearAccounts,
    inject: [ExpiredRecords, domain.MemberImportReports, Clock],
    useFactory: (records: domain.ExpiredRecords, imports: domain.MemberImportReports, clock: Clock) =>
      new domain.ClearAccounts(
        records,
        imports,
        { closure: config.ACCOUNT_CLOSURE_DAYS, unverified: config.UNVERIFIED_ACCOUNT_DAYS },
        clock,
      ),
  },
  bind(
    Housekeeping,
    Housekeeping,
    domain.ClearAccounts,
    domain.ClearSessions,
    domain.RetireAuditEntries,
    Inbox,
    Database,
  ),
  bind(
    IdentityConsumer,
    IdentityConsumer,
    FactorEventLog,
    domain.SendUsername,
    domain.SendPasswordReset,
    domain.SealAudit,
    Housekeeping,
    OrganizationLog,
    MemberLists,
    ImportWork,
  ),
  Schedules.forQueue('identity', timetable),
];
