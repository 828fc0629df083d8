import type { Provider, Type } from '@nestjs/common';
import * as domain from '@postern/identity-domain';
import { Clock } from '@postern/kernel';
import { bind, Database, Inbox, Outbox, Sealer, TokenSigner } from '@postern/platform';
import type { IdentityConfig } from './config.js';
import { AllOrganizationsController } from './http/administration/organizations.controller.js';
import { AdministrationTokensController } from './http/organization/administration-tokens.controller.js';
import { AdministrationTokens } from './http/organization/administration-tokens.js';
import { HelpDeskController } from './http/organization/help-desk.controller.js';
import { InvitationLinksController } from './http/organization/invitation-links.controller.js';
import { InvitationsController } from './http/organization/invitations.controller.js';
import { MembersController } from './http/organization/members.controller.js';
import { OrganizationActivityController } from './http/organization/organization-activity.controller.js';
import { OrganizationApplicationsController } from './http/organization/organization-applications.controller.js';
import { OrganizationGuard } from './http/organization/organization.guard.js';
import { OrganizationsController } from './http/organization/organizations.controller.js';
import { InvitationMail } from './messages/invitation-mail.js';
import { PgInvitations } from './postgres/pg-invitations.js';
import { PgMembers } from './postgres/pg-members.js';
import { PgMemberships } from './postgres/pg-memberships.js';
import { PgOrganizations } from './postgres/pg-organizations.js';
import { MemberLists } from './queue/member-lists.js';
import { OrganizationLog } from './queue/organization-log.js';

const { AccountSessions, AuditRecord, Credentials, Invitations, LinkTokens, Members, Memberships } = domain;
const { OpenInvitation, Organizations, RecoveryRequests } = domain;

const itself = (by: Parameters<typeof bind>[1], ...inject: Parameters<typeof bind>[0][]) => bind(by, by, ...inject);

/** Organizations, who belongs to them, and who looks after them. */
export const organizationControllers: Type[] = [
  AllOrganizationsController,
  OrganizationsController,
  MembersController,
  HelpDeskController,
  InvitationsController,
  InvitationLinksController,
  OrganizationActivityController,
  OrganizationApplicationsController,
  AdministrationTokensController,
];

export const organizationProviders = (config: IdentityConfig): Provider[] => [
  {
    provide: InvitationMail,
    inject: [LinkTokens],
    useFactory: (links: domain.LinkTokens) =>
      new InvitationMail(links, new Sealer(config.SEALING_KEYS), config.PUBLIC_URL),
  },
  bind(Organizations, PgOrganizations, Database),
  bind(Memberships, PgMemberships, Database),
  bind(Members, PgMembers, Database),
  bind(Invitations, PgInvitations, Database, Outbox, InvitationMail),

  itself(domain.CreateOrganization, Organizations, Credentials, Clock),
  itself(domain.RenameOrganization, Organizations, Clock),
  itself(domain.ChangeMemberRole, Memberships, Clock),
  itself(domain.RemoveMember, Memberships, Clock),
  itself(domain.InviteMember, Invitations, Clock),
  itself(domain.RevokeInvitation, Invitations, Clock),
  itself(OpenInvitation, Invitations, LinkTokens, Clock),
  itself(domain.AcceptInvitation, Invitations, OpenInvitation, Clock),
  itself(domain.HelpMember, Credentials, AccountSessions, RecoveryRequests, AuditRecord, Clock),

  itself(AdministrationTokens, TokenSigner),
  OrganizationGuard,
  itself(OrganizationLog, Database, Inbox, Organizations),
  itself(MemberLists, Database, Inbox, Outbox),
];
