import type { ServerResponse } from 'node:http';
import { Controller, Get, Res, UseGuards } from '@nestjs/common';
import type { FlowCall } from '@postern/mfa-domain';
import { CurrentFlow } from './flow-call.js';
import { FlowEvents } from './flow-events.js';
import { ServiceTokenGuard } from './service-token.js';

/** The part of Fastify's reply that leaves the connection to us. */
interface HijackableReply {
  hijack(): void;
  raw: ServerResponse;
}

@Controller('internal/flows/current/events')
@UseGuards(ServiceTokenGuard)
export class FlowEventsController {
  constructor(private readonly events: FlowEvents) {}

  /** Server-sent events. What is wrong from the start is a problem like any other. */
  @Get()
  async stream(@CurrentFlow() call: FlowCall, @Res() reply: HijackableReply): Promise<void> {
    const first = await this.events.read(call);
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    this.events.follow(call, first, reply.raw);
  }
}
