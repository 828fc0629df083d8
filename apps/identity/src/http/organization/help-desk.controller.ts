import { Body, Controller, Delete, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import type { Authenticated } from '@postern/contracts';
import { HelpMember, type Credential, type Help, type OpenSession } from '@postern/identity-domain';
import type { AccountId } from '@postern/kernel';
import { FromCaller, Problem, type Caller } from '@postern/platform';
import { z } from 'zod';
import type { SignedIn } from '../administration/administrator.js';
import { ServiceTokenGuard } from '../service-token.js';
import { SessionGuard } from '../session.guard.js';
import { SubjectTokens } from '../subject-tokens.js';
import { acting } from './acting.js';
import { MemberIdParam } from './member-id.param.js';
import { helpers, OnOrganization, OrganizationGuard, OrganizationRoute, type ActedOn } from './organization.guard.js';

const purpose = z.strictObject({ purpose: z.literal('factor-reset') });

/** What is done for a member who has lost something. Nobody here sees or chooses a password or a code. */
@Controller('internal/organizations/:id/members/:accountId')
@UseGuards(ServiceTokenGuard, SessionGuard, OrganizationGuard)
export class HelpDeskController {
  constructor(
    private readonly helpMember: HelpMember,
    private readonly subjectTokens: SubjectTokens,
  ) {}

  @Delete('sessions')
  @HttpCode(204)
  @OrganizationRoute({ roles: helpers, change: true })
  async endSessions(
    @Req() { user }: SignedIn,
    @OnOrganization() actedOn: ActedOn,
    @MemberIdParam() accountId: AccountId,
    @FromCaller() caller: Caller,
  ): Promise<void> {
    await this.help('end-sessions', accountId, user, actedOn, caller);
  }

  @Post('password-reset')
  @HttpCode(202)
  @OrganizationRoute({ roles: helpers, change: true })
  async startRecovery(
    @Req() { user }: SignedIn,
    @OnOrganization() actedOn: ActedOn,
    @MemberIdParam() accountId: AccountId,
    @FromCaller() caller: Caller,
  ): Promise<void> {
    await this.help('start-recovery', accountId, user, actedOn, caller);
  }

  @Post('subject-tokens')
  @OrganizationRoute({ roles: helpers, change: true })
  async authorizeFactorReset(
    @Req() { user }: SignedIn,
    @OnOrganization() actedOn: ActedOn,
    @MemberIdParam() accountId: AccountId,
    @Body({ schema: purpose }) _body: z.infer<typeof purpose>,
    @FromCaller() caller: Caller,
  ): Promise<Authenticated> {
    const credential = await this.help('authorize-factor-reset', accountId, user, actedOn, caller);
    const subjectToken = this.subjectTokens.for({
      purpose: 'factor-reset',
      credential,
      // Nothing of the member's was proven here.
      amr: [],
      aal: 'aal1',
      authenticatedAt: user.session.authenticatedAt,
      actor: user.holder.accountId,
    });
    return { subjectToken };
  }

  private async help(
    help: Help,
    accountId: AccountId,
    user: OpenSession,
    actedOn: ActedOn,
    caller: Caller,
  ): Promise<Credential> {
    const result = await this.helpMember.execute(help, accountId, acting(user, actedOn, caller));
    if (result.outcome === 'not-found') throw new Problem('member.not_found');
    if (result.outcome !== 'done') throw new Problem('member.protected');
    return result.credential;
  }
}
