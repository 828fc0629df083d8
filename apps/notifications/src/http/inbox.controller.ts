import { Controller, Get, Header, Query, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { InboxCourier, type InboxMessage } from '../adapters/inbox-courier.js';
import { serviceToken } from './service-token.js';

const inboxQuery = z.strictObject({ to: z.string().min(1).max(254).optional() });

/** What the gateway's inbox page reads. Present in the embedded mode only, for holders of a service token only. */
@Controller('internal/inbox')
@UseGuards(serviceToken.guard)
export class InboxController {
  constructor(private readonly inbox: InboxCourier) {}

  @Get('messages')
  @Header('cache-control', 'no-store')
  messages(@Query({ schema: inboxQuery }) query: z.infer<typeof inboxQuery>): Promise<InboxMessage[]> {
    return this.inbox.messages(query.to);
  }
}
