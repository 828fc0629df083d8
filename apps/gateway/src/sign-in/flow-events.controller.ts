import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Endpoint } from '../api-reference/endpoint.js';
import { examples } from '../api-reference/examples.js';
import { Credentials } from '../edge/credentials.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { Limits } from '../limits/limits.js';
import { Mfa } from '../services/mfa.js';
import { flowStream } from './flow-stream.js';
import { OpenStreams } from './open-streams.js';

@Controller('v1/sign-ins/current/events')
export class FlowEventsController {
  constructor(
    private readonly mfa: Mfa,
    private readonly credentials: Credentials,
    private readonly limits: Limits,
    private readonly streams: OpenStreams,
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
    void reply.header('content-type', 'text/event-stream; charset=utf-8');
    void reply.header('cache-control', 'no-store, no-transform');
    // Proxies that collect replies before they pass them on (nginx) must not do so here.
    void reply.header('x-accel-buffering', 'no');
    if (exchange.request.method === 'HEAD') return void reply.send();
    const stream = this.streams.open(flowToken, exchange.source);
    // Whoever has left already is not heard leaving any more.
    if (reply.raw.destroyed) return stream.abort();
    reply.raw.once('close', () => stream.abort());
    try {
      const events = await this.mfa.flowEvents({ ...exchange.client, flowToken }, stream.signal);
      void reply.send(flowStream(events, stream));
    } catch (error) {
      if (stream.signal.aborted) return;
      stream.abort();
      void reply.removeHeader('x-accel-buffering');
      throw error;
    }
  }
}
