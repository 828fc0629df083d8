import type { Provider, Type } from '@nestjs/common';
import * as domain from '@postern/identity-domain';
import { Clock } from '@postern/kernel';
import { bind, Database, Inbox, Outbox } from '@postern/platform';
import type { IdentityConfig } from '../config.js';
import { InvitationMail } from '../messages/invitation-mail.js';
import { MemberMail } from '../messages/member-mail.js';
import { ImportWork } from './import-work.js';
import { MemberImportsController } from './member-imports.controller.js';
import { PgDecisions } from './pg-decisions.js';
import { PgMemberImportReports } from './pg-member-import-reports.js';
import { PgMemberImports } from './pg-member-imports.js';

const { MemberImportReports, MemberImports, PasswordHasher } = domain;

/** Members who come from files. */
export const importControllers: Type[] = [MemberImportsController];

export const importProviders = (config: IdentityConfig): Provider[] => [
  { provide: MemberMail, useFactory: () => new MemberMail(config.PUBLIC_URL) },
  bind(PgDecisions, PgDecisions, Outbox, InvitationMail, MemberMail),
  bind(MemberImports, PgMemberImports, Database, Inbox, Outbox, PgDecisions),
  bind(MemberImportReports, PgMemberImportReports, Database),
  bind(domain.BeginMemberImport, domain.BeginMemberImport, MemberImports, Clock),
  bind(domain.ImportMembers, domain.ImportMembers, MemberImports, PasswordHasher, Clock),
  bind(ImportWork, ImportWork, domain.ImportMembers),
];
