import { Body, Controller, Post, Req, UseGuards } from '@nestjs/common';
import { administrationTokenRequest, type AdministrationToken } from '@postern/contracts';
import { Problem } from '@postern/platform';
import type { z } from 'zod';
import type { SignedIn } from '../administration/administrator.js';
import { ServiceTokenGuard } from '../service-token.js';
import { SessionGuard } from '../session.guard.js';
import { SignInTargets } from '../sign-in-targets.js';
import { AdministrationTokens } from './administration-tokens.js';
import { helpers, OnOrganization, OrganizationGuard, OrganizationRoute, type ActedOn } from './organization.guard.js';

/** Whoever administers an organization goes to mfa with these: it has the organization's policy, its rollouts and its figures. */
@Controller('internal/organizations/:id/administration-tokens')
@UseGuards(ServiceTokenGuard, SessionGuard, OrganizationGuard)
export class AdministrationTokensController {
  constructor(
    private readonly tokens: AdministrationTokens,
    private readonly targets: SignInTargets,
    private readonly guard: OrganizationGuard,
  ) {}

  @Post()
  @OrganizationRoute({ roles: helpers })
  async make(
    @Req() { user }: SignedIn,
    @OnOrganization() actedOn: ActedOn,
    @Body({ schema: administrationTokenRequest }) body: z.output<typeof administrationTokenRequest>,
  ): Promise<AdministrationToken> {
    if (body.permission === 'change') {
      // Support changes nothing, and learns no more of it than anybody else.
      if (actedOn.actingAs === 'support') throw new Problem('organization.not_found');
      this.guard.check(user, actedOn.actingAs, true);
    }
    const { application } = await this.targets.find(body.application);
    return { administrationToken: this.tokens.for(user, actedOn, body.permission, application) };
  }
}
