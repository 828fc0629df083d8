import { Controller, Get, Res, UseGuards } from '@nestjs/common';
import type { FlowCall } from '@postern/mfa-domain';
import type { HijackableReply } from './event-streams.js';
import { CurrentFlow } from './flow-call.js';
import { FlowEvents } from './flow-events.js';
import { ServiceTokenGuard } from './service-token.js';

@Controller('internal/flows/current/events')
@UseGuards(ServiceTokenGuard)
export class FlowEventsController {
  constructor(private readonly events: FlowEvents) {}

  /** Server-sent events. */
  @Get()
  async stream(@CurrentFlow() call: FlowCall, @Res() reply: HijackableReply): Promise<void> {
    await this.events.stream(call, reply);
  }
}
