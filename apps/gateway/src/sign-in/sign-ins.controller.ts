import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { startSignInRequest, type FlowView, type StartSignInRequest } from '@postern/contracts';
import { Endpoint } from '../api-reference/endpoint.js';
import { examples } from '../api-reference/examples.js';
import { Credentials } from '../edge/credentials.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { StartSignIn } from './start-sign-in.js';
import { FlowReplies } from './flow-replies.js';

@Controller('v1/sign-ins')
export class SignInsController {
  constructor(
    private readonly startSignIn: StartSignIn,
    private readonly replies: FlowReplies,
    private readonly credentials: Credentials,
  ) {}

  @Post()
  @HttpCode(200)
  @Endpoint({
    tag: 'Sign-in',
    summary: 'Begin to sign in with a password',
    description:
      'Browsers get the flow token as a cookie. A native client (`"client": "native"`) gets it once in `flowToken` and sends it as bearer token with every further call.',
    body: examples.startSignIn,
    reply: [200, 'Flow', examples.flow],
    problems: ['sign_in.rejected', 'application.unknown', 'request.rate_limited', 'service.overloaded'],
  })
  async start(
    @Body({ schema: startSignInRequest }) body: StartSignInRequest,
    @CurrentExchange() exchange: Exchange,
  ): Promise<FlowView> {
    const { flowToken, flow } = await this.startSignIn.execute(body, exchange);
    const holder = { kind: body.client, token: flowToken };
    if (holder.kind === 'browser') this.credentials.keepFlow(exchange.reply, flowToken);
    const view = await this.replies.show(flow, holder, exchange);
    return holder.kind === 'native' ? { ...view, flowToken } : view;
  }
}
