import { Body, Controller, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import {
  changeEmailRequest,
  confirmEmailRequest,
  type ConfirmedEmail,
  type RequestedEmailChange,
} from '@postern/contracts';
import { ConfirmEmailChange, RequestEmailChange, type OpenSession } from '@postern/identity-domain';
import { Clock } from '@postern/kernel';
import { FromCaller, Problem, type Caller } from '@postern/platform';
import { FreshSessionGuard } from './fresh-session.guard.js';
import { occasionOf } from './occasion.js';
import { ServiceTokenGuard } from './service-token.js';
import { SessionGuard } from './session.guard.js';

@Controller('internal')
@UseGuards(ServiceTokenGuard)
export class EmailChangesController {
  constructor(
    private readonly requestEmailChange: RequestEmailChange,
    private readonly confirmEmailChange: ConfirmEmailChange,
    private readonly clock: Clock,
  ) {}

  /** S20: the same for every address. */
  @Post('account/email')
  @HttpCode(202)
  @UseGuards(SessionGuard, FreshSessionGuard)
  async request(
    @Req() { user }: { user: OpenSession },
    @Body({ schema: changeEmailRequest }) { email }: { email: string },
    @FromCaller() caller: Caller,
  ): Promise<RequestedEmailChange> {
    const occasion = occasionOf(caller, this.clock);
    const change = await this.requestEmailChange.execute(user.holder.accountId, email, occasion);
    if (!change) throw new Problem('session.required');
    return { email, expiresAt: change.expiresAt.toISOString() };
  }

  /** The link may be opened where nobody is signed in. */
  @Post('email-changes')
  @HttpCode(200)
  async confirm(
    @Body({ schema: confirmEmailRequest }) { token }: { token: string },
    @FromCaller() caller: Caller,
  ): Promise<ConfirmedEmail> {
    const result = await this.confirmEmailChange.execute(token, occasionOf(caller, this.clock));
    if (result.outcome !== 'confirmed') throw new Problem(`link.${result.outcome}`);
    return { email: result.email };
  }
}
