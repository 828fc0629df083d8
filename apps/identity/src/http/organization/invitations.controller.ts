import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import { inviteRequest, pageQuery, type InvitationPage, type InvitationView, type PageQuery } from '@postern/contracts';
import {
  Invitations,
  InviteMember,
  RevokeInvitation,
  type Invitation,
  type InvitationId,
} from '@postern/identity-domain';
import { Clock } from '@postern/kernel';
import { FromCaller, Problem, type Caller } from '@postern/platform';
import { z } from 'zod';
import type { SignedIn } from '../administration/administrator.js';
import { ServiceTokenGuard } from '../service-token.js';
import { SessionGuard } from '../session.guard.js';
import { acting } from './acting.js';
import {
  administrators,
  helpers,
  OnOrganization,
  OrganizationGuard,
  OrganizationRoute,
  type ActedOn,
} from './organization.guard.js';
import { idIn, pageOf } from './page.js';

const dayInSeconds = 24 * 60 * 60;

@Controller('internal/organizations/:id/invitations')
@UseGuards(ServiceTokenGuard, SessionGuard, OrganizationGuard)
export class InvitationsController {
  constructor(
    private readonly invitations: Invitations,
    private readonly inviteMember: InviteMember,
    private readonly revokeInvitation: RevokeInvitation,
    private readonly clock: Clock,
  ) {}

  @Get()
  @OrganizationRoute({ roles: helpers })
  async page(
    @OnOrganization() { organization }: ActedOn,
    @Query({ schema: pageQuery }) { cursor, limit }: PageQuery,
  ): Promise<InvitationPage> {
    const found = await this.invitations.page(organization.id, idIn<InvitationId>(cursor), limit + 1);
    const { rows, nextCursor } = pageOf(found, limit, ({ facts }) => facts.id);
    return { invitations: rows.map((one) => this.view(one)), nextCursor };
  }

  /** The same for every address, whether or not it has an account (S20). */
  @Post()
  @OrganizationRoute({ roles: administrators, change: true })
  async invite(
    @Req() { user }: SignedIn,
    @OnOrganization() actedOn: ActedOn,
    @Body({ schema: inviteRequest }) { email, role, locale }: z.output<typeof inviteRequest>,
    @FromCaller() caller: Caller,
  ): Promise<InvitationView> {
    const { username: invitedBy, locale: own } = user.holder;
    const organizationId = actedOn.organization.id;
    const invitation = { organizationId, email, role, locale: locale ?? own, invitedBy };
    const result = await this.inviteMember.execute(invitation, acting(user, actedOn, caller));
    if (result.outcome === 'gone') throw new Problem('organization.not_found');
    if (result.outcome !== 'sent') throw new Problem('invitation.limit', { retryAfterSeconds: dayInSeconds });
    return this.view(result.invitation);
  }

  @Delete(':invitationId')
  @HttpCode(204)
  @OrganizationRoute({ roles: administrators, change: true })
  async revoke(
    @Req() { user }: SignedIn,
    @OnOrganization() actedOn: ActedOn,
    @Param('invitationId') id: string,
    @FromCaller() caller: Caller,
  ): Promise<void> {
    const known = z.uuid().safeParse(id).success;
    const by = acting(user, actedOn, caller);
    const outcome =
      known && (await this.revokeInvitation.execute(by.organizationId, id.toLowerCase() as InvitationId, by));
    if (outcome !== 'revoked') throw new Problem('invitation.not_found');
  }

  private view(invitation: Invitation): InvitationView {
    const { id, email, role, invitedBy, createdAt, expiresAt } = invitation.facts;
    return {
      id,
      email,
      role,
      invitedBy,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      state: invitation.standing(this.clock.now()),
    };
  }
}
