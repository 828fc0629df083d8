import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { startSignInRequest, type FlowView, type StartSignInRequest } from '@postern/contracts';
import { Endpoint } from '../api-reference/endpoint.js';
import { examples } from '../api-reference/examples.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { StartSignIn } from './start-sign-in.js';
import { FlowReplies } from './flow-replies.js';

@Controller('v1/sign-ins')
export class SignInsController {
  constructor(
    private readonly startSignIn: StartSignIn,
    private readonly replies: FlowReplies,
  ) {}

  @Post()
  @HttpCode(200)
  @Endpoint({
    tag: 'Sign-in',
    summary: 'Begin to sign in with a password',
    description:
      'Browsers get the flow token as a cookie. A native client (`"client": "native"`) gets it once in `flowToken` and sends it as bearer token with every further call. `redirectTo` must be an address that is registered for the application. A device that is remembered skips the second factor; native clients send their `deviceToken` for that.',
    body: examples.startSignIn,
    reply: [200, 'Flow', { ...examples.flow, ...examples.complete }],
    problems: [
      'sign_in.rejected',
      'account.password_reset_required',
      'application.unknown',
      'application.redirect_refused',
      'assurance.refused',
      'request.rate_limited',
      'service.overloaded',
    ],
  })
  async start(
    @Body({ schema: startSignInRequest }) body: StartSignInRequest,
    @CurrentExchange() exchange: Exchange,
  ): Promise<FlowView> {
    return this.replies.begun(await this.startSignIn.execute(body, exchange), body.client, exchange);
  }
}
