import { Body, Controller, Post, UseGuards } from '@nestjs/common';
import {
  assuranceTokenClaims,
  issueSessionRequest,
  type IssueSessionRequest,
  type SessionIssue,
} from '@postern/contracts';
import { IssueSession, MeetDevice } from '@postern/identity-domain';
import { FromCaller, Problem, TokenVerifier, type Caller } from '@postern/platform';
import { assuranceOf } from './assurance.js';
import { originOf } from './origin.js';
import { ServiceTokenGuard } from './service-token.js';
import { sessionView } from './session-view.js';

/** The end of a flow. */
@Controller('internal/sessions')
@UseGuards(ServiceTokenGuard)
export class SessionsController {
  constructor(
    private readonly issueSession: IssueSession,
    private readonly meetDevice: MeetDevice,
    private readonly verifier: TokenVerifier,
  ) {}

  @Post()
  async issue(
    @Body({ schema: issueSessionRequest }) { assuranceToken, terms }: IssueSessionRequest,
    @FromCaller() caller: Caller,
  ): Promise<SessionIssue> {
    const claims = this.verifier.verify('assurance', 'mfa', assuranceToken, assuranceTokenClaims);
    const assurance = claims && assuranceOf(claims);
    if (!assurance) throw new Problem('assurance.refused');
    const result = await this.issueSession.execute(assurance, originOf(caller), terms);
    switch (result.outcome) {
      case 'issued':
        await this.meetDevice.execute(result.session, result.device);
        return { outcome: 'issued', token: result.token.reveal(), session: sessionView(result) };
      case 'terms-required': {
        const { application, terms: asked } = result;
        return { outcome: 'terms-required', step: { kind: 'accept-terms', application, ...asked } };
      }
      case 'declined':
        throw new Problem('terms.declined');
      default:
        throw new Problem(`assurance.${result.outcome}`);
    }
  }
}
