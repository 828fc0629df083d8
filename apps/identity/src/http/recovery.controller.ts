import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import {
  forgotPasswordRequest,
  forgotUsernameRequest,
  noticeRequest,
  type Authenticated,
  type ForgotPasswordRequest,
} from '@postern/contracts';
import { Applications, OpenResetLink, RecoveryRequests } from '@postern/identity-domain';
import { Clock } from '@postern/kernel';
import { FromCaller, Problem, type Caller } from '@postern/platform';
import { occasionOf } from './occasion.js';
import { ServiceTokenGuard } from './service-token.js';
import { SubjectTokens } from './subject-tokens.js';

/** For whoever has lost something. What is asked here is the same work for everybody, and nothing is looked up (S20). */
@Controller('internal/recovery')
@UseGuards(ServiceTokenGuard)
export class RecoveryController {
  constructor(
    private readonly requests: RecoveryRequests,
    private readonly openResetLink: OpenResetLink,
    private readonly applications: Applications,
    private readonly subjectTokens: SubjectTokens,
    private readonly clock: Clock,
  ) {}

  @Post('username')
  @HttpCode(202)
  async username(
    @Body({ schema: forgotUsernameRequest }) { email }: { email: string },
    @FromCaller() { source }: Caller,
  ): Promise<Record<string, never>> {
    await this.requests.forUsername({ email, source, at: this.clock.now() });
    return {};
  }

  @Post('password')
  @HttpCode(202)
  async password(
    @Body({ schema: forgotPasswordRequest }) { identifier, application }: ForgotPasswordRequest,
    @FromCaller() { source }: Caller,
  ): Promise<Record<string, never>> {
    await this.requests.forPassword({ identifier, application: application ?? null, source, at: this.clock.now() });
    return {};
  }

  /** The link proves who reads the mail, and buys nothing but the way to the second factor (S13). */
  @Post('password/links')
  @HttpCode(200)
  async open(
    @Body({ schema: noticeRequest }) { token }: { token: string },
    @FromCaller() caller: Caller,
  ): Promise<Authenticated> {
    const occasion = occasionOf(caller, this.clock);
    const result = await this.openResetLink.execute(token, occasion);
    if (result.outcome !== 'opened') throw new Problem(`link.${result.outcome}`);
    const { credential } = result;
    // One that was misspelled, or is gone by now, is left out: the password is the person's everywhere.
    const application =
      result.application === null ? null : ((await this.applications.get(result.application)) ?? null);
    const proven = { amr: ['email'], aal: 'aal1', authenticatedAt: occasion.at } as const;
    return { subjectToken: this.subjectTokens.for({ purpose: 'recovery', credential, application, ...proven }) };
  }
}
