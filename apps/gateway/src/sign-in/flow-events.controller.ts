import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Endpoint } from '../api-reference/endpoint.js';
import { examples } from '../api-reference/examples.js';
import { Credentials } from '../edge/credentials.js';
import { EventReplies } from '../edge/event-replies.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { Limits } from '../limits/limits.js';
import { Mfa } from '../services/mfa.js';
import { flowStream } from './flow-stream.js';

@Controller('v1/sign-ins/current/events')
export class FlowEventsController {
  constructor(
    private readonly mfa: Mfa,
    private readonly credentials: Credentials,
    private readonly limits: Limits,
    private readonly replies: EventReplies,
  ) {}

  @Get()
  @Endpoint({
    tag: 'Sign-in',
    summary: 'Follow the sign-in under way',
    description:
      'Server-sent events: an event `flow` with the state of the flow, now and at every change, for example when the link in the e-mail has been opened elsewhere. Reading the flow from time to time works too.',
    credentials: 'flow',
    reply: [200, 'Flow', examples.flow, 'text/event-stream'],
    problems: ['flow.required', 'flow.not_found', 'flow.expired', 'request.rate_limited'],
  })
  async follow(@CurrentExchange() exchange: Exchange, @Res() reply: FastifyReply): Promise<void> {
    const { token: flowToken } = this.credentials.flow(exchange.request);
    await this.limits.flowCall(flowToken);
    await this.replies.give(flowToken, exchange, reply, async (ending) =>
      flowStream(await this.mfa.flowEvents({ ...exchange.client, flowToken }, ending.signal), ending),
    );
  }
}
