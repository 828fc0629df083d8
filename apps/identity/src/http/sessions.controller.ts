import { Body, Controller, Delete, Get, Headers, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import {
  assuranceTokenClaims,
  contextHeaders,
  issueSessionRequest,
  type IssuedSession,
  type SessionView,
} from '@postern/contracts';
import { EndSession, IssueSession, type OpenSession } from '@postern/identity-domain';
import type { AccountId } from '@postern/kernel';
import { FromCaller, Problem, TokenVerifier, type Caller } from '@postern/platform';
import { ServiceTokenGuard } from './service-token.js';
import { SessionGuard } from './session.guard.js';

const view = ({ session, holder }: OpenSession): SessionView => ({
  account: { id: holder.accountId, username: holder.username, email: holder.email },
  aal: session.aal,
  amr: session.amr,
  authenticatedAt: session.authenticatedAt.toISOString(),
  expiresAt: session.expiresAt.toISOString(),
});

@Controller('internal/sessions')
@UseGuards(ServiceTokenGuard)
export class SessionsController {
  constructor(
    private readonly issueSession: IssueSession,
    private readonly endSession: EndSession,
    private readonly verifier: TokenVerifier,
  ) {}

  @Post()
  async issue(
    @Body({ schema: issueSessionRequest }) { assuranceToken }: { assuranceToken: string },
    @FromCaller() { source }: Caller,
  ): Promise<IssuedSession> {
    const claims = this.verifier.verify('assurance', 'mfa', assuranceToken, assuranceTokenClaims);
    if (!claims) throw new Problem('assurance.refused');
    const result = await this.issueSession.execute(
      {
        accountId: claims.sub as AccountId,
        flowId: claims.jti,
        aal: claims.aal,
        amr: claims.amr,
        authenticatedAt: new Date(claims.auth_time * 1000),
        credentialVersion: claims.credential_version,
        application: claims.application,
        factor: claims.factor,
      },
      source,
    );
    if (result.outcome !== 'issued') throw new Problem(`assurance.${result.outcome}`);
    return { token: result.token.reveal(), session: view(result) };
  }

  @Get('current')
  @UseGuards(SessionGuard)
  read(@Req() { user }: { user: OpenSession }): SessionView {
    return view(user);
  }

  @Delete('current')
  @HttpCode(204)
  @UseGuards(SessionGuard)
  async end(@Headers(contextHeaders.sessionToken) token: string, @FromCaller() { source }: Caller): Promise<void> {
    await this.endSession.execute(token, source);
  }
}
