import { Module } from '@nestjs/common';
import { AccountCommand, DisableAccountCommand, EnableAccountCommand } from './account/account.command.js';
import { CreateOperatorCommand, OperatorCommand } from './account/operator.command.js';
import { NewPasswordQuestions, PasswordEntry } from './account/password-entry.js';
import { AppCommand, CreateApp, ListApps, RemoveApp, ShowApp, UpdateApp } from './app/app.command.js';
import { AuditCommand, VerifyAudit } from './audit/audit.command.js';
import { DeadLettersCommand, ListDeadLetters, RetryDeadLetters } from './dead-letters/dead-letters.command.js';
import { Administration } from './frame/administration.js';
import { Output } from './frame/output.js';
import { Queues } from './frame/queues.js';
import { CreateKeys, KeysCommand, RotateKeys } from './keys/keys.command.js';
import { MigrateCommand } from './migrate/migrate.command.js';
import {
  AddMemberCommand,
  CreateOrganizationCommand,
  ListMembers,
  ListOrganizations,
  OrganizationCommand,
} from './organization/organization.command.js';

@Module({
  providers: [
    Administration,
    Output,
    PasswordEntry,
    NewPasswordQuestions,
    Queues,
    AppCommand,
    CreateApp,
    ListApps,
    ShowApp,
    UpdateApp,
    RemoveApp,
    OperatorCommand,
    CreateOperatorCommand,
    AccountCommand,
    DisableAccountCommand,
    EnableAccountCommand,
    AuditCommand,
    VerifyAudit,
    OrganizationCommand,
    CreateOrganizationCommand,
    ListOrganizations,
    ListMembers,
    AddMemberCommand,
    MigrateCommand,
    KeysCommand,
    CreateKeys,
    RotateKeys,
    DeadLettersCommand,
    ListDeadLetters,
    RetryDeadLetters,
  ],
})
export class CliModule {}
