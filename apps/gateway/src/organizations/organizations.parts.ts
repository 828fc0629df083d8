import type { Provider, Type } from '@nestjs/common';
import { RateLimits } from '@postern/platform';
import type { GatewayConfig } from '../config.js';
import { OrganizationLimits } from '../limits/organization-limits.js';
import { CurrentOrganization } from './current-organization.js';
import { InvitationsController } from './invitations.controller.js';
import { MemberFactorsController } from './member-factors.controller.js';
import { MemberHelpDeskController } from './member-help-desk.controller.js';
import { MemberImportFilesController } from './member-import-files.controller.js';
import { MemberImportProgress } from './member-import-progress.js';
import { MemberImportReports } from './member-import-reports.js';
import { MemberImportsController } from './member-imports.controller.js';
import { MembersController } from './members.controller.js';
import { MfaAdoptionController } from './mfa-adoption.controller.js';
import { MfaPolicyController } from './mfa-policy.controller.js';
import { MfaRolloutsController } from './mfa-rollouts.controller.js';
import { OpenedInvitationsController } from './opened-invitations.controller.js';
import { OrganizationsController } from './organizations.controller.js';
import { RolloutProgress } from './rollout-progress.js';
import { RunningRolloutsController } from './running-rollouts.controller.js';

export const organizationControllers: Type[] = [
  OrganizationsController,
  MembersController,
  MemberFactorsController,
  MemberHelpDeskController,
  InvitationsController,
  OpenedInvitationsController,
  MemberImportsController,
  MemberImportFilesController,
  MfaPolicyController,
  MfaRolloutsController,
  RunningRolloutsController,
  MfaAdoptionController,
];

export const organizationProviders = (config: GatewayConfig): Provider[] => [
  CurrentOrganization,
  MemberImportReports,
  MemberImportProgress,
  RolloutProgress,
  {
    provide: OrganizationLimits,
    inject: [RateLimits],
    useFactory: (stored: RateLimits) => new OrganizationLimits(stored, config),
  },
];
