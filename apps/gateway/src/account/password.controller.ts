import { Body, Controller, Put } from '@nestjs/common';
import { changePasswordRequest, type IssuedSessionView } from '@postern/contracts';
import type { z } from 'zod';
import { accountExamples } from '../api-reference/account-examples.js';
import { AccountEndpoint } from '../api-reference/endpoint.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { ChangePassword } from './change-password.js';

@Controller('v1/account/password')
export class PasswordController {
  constructor(private readonly changePassword: ChangePassword) {}

  @Put()
  @AccountEndpoint({
    summary: 'Change the password',
    description:
      'All sessions end and remembered devices are forgotten. This client gets a new session: a browser as a cookie, a native client in `token`, once.',
    body: accountExamples.changePassword,
    reply: [200, 'IssuedSession', accountExamples.issuedSession],
    problems: [
      'session.step_up_required',
      'account.password_rejected',
      'account.password_refused',
      'service.overloaded',
    ],
  })
  change(
    @Body({ schema: changePasswordRequest }) change: z.infer<typeof changePasswordRequest>,
    @CurrentExchange() exchange: Exchange,
  ): Promise<IssuedSessionView> {
    return this.changePassword.execute(change, exchange);
  }
}
