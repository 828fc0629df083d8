import { Body, Controller, Delete, Get, HttpCode, Put, Query, Req, UseGuards } from '@nestjs/common';
import {
  changeMemberRequest,
  membersQuery,
  type MemberPage,
  type MembersQuery,
  type MemberView,
  type OrganizationRole,
} from '@postern/contracts';
import { ChangeMemberRole, Members, RemoveMember, type Member, type OrganizationId } from '@postern/identity-domain';
import type { AccountId } from '@postern/kernel';
import { FromCaller, Problem, type Caller } from '@postern/platform';
import type { SignedIn } from '../administration/administrator.js';
import { ServiceTokenGuard } from '../service-token.js';
import { SessionGuard, TakesShortSessions } from '../session.guard.js';
import { acting } from './acting.js';
import { MemberIdParam } from './member-id.param.js';
import {
  administrators,
  helpers,
  OnOrganization,
  OrganizationGuard,
  OrganizationRoute,
  type ActedOn,
} from './organization.guard.js';
import { pageOf, textCursor, textIn } from './page.js';

export const memberView = ({ installationRole: _, joinedAt, lastSignInAt, ...member }: Member): MemberView => ({
  ...member,
  joinedAt: joinedAt.toISOString(),
  lastSignInAt: lastSignInAt?.toISOString() ?? null,
});

@Controller('internal/organizations/:id/members')
@UseGuards(ServiceTokenGuard, SessionGuard, OrganizationGuard)
export class MembersController {
  constructor(
    private readonly members: Members,
    private readonly changeMemberRole: ChangeMemberRole,
    private readonly removeMember: RemoveMember,
  ) {}

  @Get()
  @OrganizationRoute({ roles: helpers })
  async page(
    @OnOrganization() { organization: { id } }: ActedOn,
    @Query({ schema: membersQuery }) { cursor, limit, ...filter }: MembersQuery,
  ): Promise<MemberPage> {
    const [found, total] = await Promise.all([
      this.members.page(id, filter, textIn(cursor), limit + 1),
      this.members.count(id, filter),
    ]);
    const { rows, nextCursor } = pageOf(found, limit, ({ username }) => textCursor(username));
    return { members: rows.map(memberView), total, nextCursor };
  }

  /** Leaving is nobody's business but the member's. */
  @Delete('me')
  @HttpCode(204)
  @OrganizationRoute({ roles: ['member', ...helpers], own: true })
  @TakesShortSessions(true)
  async leave(
    @Req() { user }: SignedIn,
    @OnOrganization() actedOn: ActedOn,
    @FromCaller() caller: Caller,
  ): Promise<void> {
    const { accountId } = user.holder;
    told(await this.removeMember.execute(actedOn.organization.id, accountId, acting(user, actedOn, caller)));
  }

  @Get(':accountId')
  @OrganizationRoute({ roles: helpers })
  read(@OnOrganization() { organization }: ActedOn, @MemberIdParam() accountId: AccountId): Promise<MemberView> {
    return this.show(organization.id, accountId);
  }

  @Put(':accountId')
  @OrganizationRoute({ roles: administrators, change: true })
  async change(
    @Req() { user }: SignedIn,
    @OnOrganization() actedOn: ActedOn,
    @MemberIdParam() accountId: AccountId,
    @Body({ schema: changeMemberRequest }) { role }: { role: OrganizationRole },
    @FromCaller() caller: Caller,
  ): Promise<MemberView> {
    const { id } = actedOn.organization;
    told(await this.changeMemberRole.execute(id, accountId, role, acting(user, actedOn, caller)));
    return this.show(id, accountId);
  }

  @Delete(':accountId')
  @HttpCode(204)
  @OrganizationRoute({ roles: administrators, change: true })
  async remove(
    @Req() { user }: SignedIn,
    @OnOrganization() actedOn: ActedOn,
    @MemberIdParam() accountId: AccountId,
    @FromCaller() caller: Caller,
  ): Promise<void> {
    told(await this.removeMember.execute(actedOn.organization.id, accountId, acting(user, actedOn, caller)));
  }

  private async show(id: OrganizationId, accountId: AccountId): Promise<MemberView> {
    const found = await this.members.get(id, accountId);
    if (!found) throw new Problem('member.not_found');
    return memberView(found);
  }
}

function told(outcome: 'changed' | 'removed' | 'last-administrator' | 'not-found'): void {
  if (outcome === 'not-found') throw new Problem('member.not_found');
  if (outcome === 'last-administrator') throw new Problem('organization.last_administrator');
}
