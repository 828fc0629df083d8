import { Body, Controller, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import {
  acceptInvitationRequest,
  readInvitationRequest,
  type OpenedInvitation,
  type OrganizationView,
} from '@postern/contracts';
import { AcceptInvitation, actingRole, OpenInvitation, Organizations } from '@postern/identity-domain';
import { FromCaller, Problem, type Caller } from '@postern/platform';
import type { SignedIn } from '../administration/administrator.js';
import { originOf } from '../origin.js';
import { ServiceTokenGuard } from '../service-token.js';
import { SessionGuard } from '../session.guard.js';
import { organizationView } from './organizations.controller.js';

/** What the link in an invitation leads to. Its secret is posted, so that it stands in no address (S17). */
@Controller('internal/invitations')
@UseGuards(ServiceTokenGuard)
export class InvitationLinksController {
  constructor(
    private readonly openInvitation: OpenInvitation,
    private readonly acceptInvitation: AcceptInvitation,
    private readonly organizations: Organizations,
  ) {}

  /** Nobody need be signed in to read what it is about. */
  @Post()
  @HttpCode(200)
  async read(@Body({ schema: readInvitationRequest }) { token }: { token: string }): Promise<OpenedInvitation> {
    const result = await this.openInvitation.execute(token);
    if (result.outcome !== 'open') throw new Problem(`link.${result.outcome}`);
    const { email, role, expiresAt } = result.invitation.facts;
    return { organization: result.organization, email, role, expiresAt: expiresAt.toISOString() };
  }

  /** Answers with the organization as the list of mine has it. */
  @Post('acceptances')
  @UseGuards(SessionGuard)
  async accept(
    @Req() { user: { holder } }: SignedIn,
    @Body({ schema: acceptInvitationRequest }) { token }: { token: string },
    @FromCaller() caller: Caller,
  ): Promise<OrganizationView> {
    const result = await this.acceptInvitation.execute(token, holder.accountId, originOf(caller));
    if (result.outcome === 'member-exists') throw new Problem('member.exists');
    if (result.outcome === 'limit') throw new Problem('member.limit');
    if (result.outcome !== 'accepted') throw new Problem(`link.${result.outcome}`);
    const mine = (await this.organizations.of(holder.accountId)).find(({ id }) => id === result.organizationId);
    if (!mine) throw new Problem('organization.not_found');
    return organizationView(mine, actingRole(holder.role, mine.role) ?? mine.role);
  }
}
