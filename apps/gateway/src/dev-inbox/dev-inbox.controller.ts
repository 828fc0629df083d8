import { Controller, Get, Header, Param, Query, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { lineField, type InboxMessage } from '@postern/contracts';
import { Problem } from '@postern/platform';
import { z } from 'zod';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { framedEmailPolicy, framingPolicy } from '../edge/security-headers.js';
import { Pages } from '../pages/pages.js';
import { Inbox } from '../services/notifications.js';
import { LoopbackOnly } from './loopback.guard.js';

const inboxQuery = z.strictObject({ to: lineField(254).optional() });
const messageId = z.uuid();

/** Present in the embedded mode only: what would have been sent, for people and programs on this machine. */
@ApiExcludeController()
@Controller('dev/inbox')
@UseGuards(LoopbackOnly)
export class DevInboxController {
  constructor(
    private readonly inbox: Inbox,
    private readonly pages: Pages,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', framingPolicy)
  page(): string {
    return this.pages.client;
  }

  @Get('messages')
  messages(
    @Query({ schema: inboxQuery }) { to }: z.infer<typeof inboxQuery>,
    @CurrentExchange() { client }: Exchange,
  ): Promise<InboxMessage[]> {
    return this.inbox.messages(to, client);
  }

  /** An e-mail as its reader would see it, framed by the page above. */
  @Get('messages/:id/html')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', framedEmailPolicy)
  @Header('x-frame-options', 'SAMEORIGIN')
  async html(@Param('id') id: string, @CurrentExchange() { client, reply }: Exchange): Promise<string> {
    const found = messageId.safeParse(id).success
      ? (await this.inbox.messages(undefined, client)).find((message) => message.id === id)
      : undefined;
    if (found?.html === undefined) {
      void reply.removeHeader('content-type');
      throw new Problem('request.not_found');
    }
    // A frame that may not run scripts cannot choose where links open, the document can.
    return found.html.replace(/<head[^>]*>/i, '$&<base target="_blank">');
  }
}
