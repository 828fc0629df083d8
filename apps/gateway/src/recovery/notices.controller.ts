import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { noticeRequest, type NoticeView } from '@postern/contracts';
import { Endpoint } from '../api-reference/endpoint.js';
import { recoveryExamples } from '../api-reference/more-examples.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { Limits } from '../limits/limits.js';
import { Recovery } from '../services/recovery.js';

/** What a notice was about, and saying "this was not me". */
@Controller('v1/notices')
export class NoticesController {
  constructor(
    private readonly recovery: Recovery,
    private readonly limits: Limits,
  ) {}

  @Post()
  @HttpCode(200)
  @Endpoint({
    tag: 'Recovery',
    summary: 'What a notice is about, and what its "this was not me" will do',
    description: 'It changes nothing.',
    body: recoveryExamples.token,
    reply: [200, 'Notice', recoveryExamples.notice],
    problems: ['link.unknown', 'link.spent', 'link.expired', 'request.rate_limited'],
  })
  async show(
    @Body({ schema: noticeRequest }) { token }: { token: string },
    @CurrentExchange() { source, client }: Exchange,
  ): Promise<NoticeView> {
    await this.limits.link(source);
    return this.recovery.notice(token, client);
  }

  @Post('disavowals')
  @HttpCode(200)
  @Endpoint({
    tag: 'Recovery',
    summary: 'This was not me',
    description:
      'Works once. The reply says what has been done; a link to a new password goes out by e-mail, and the old one signs nobody in any more.',
    body: recoveryExamples.token,
    reply: [200, 'Notice', recoveryExamples.notice],
    problems: ['link.unknown', 'link.spent', 'link.expired', 'request.rate_limited'],
  })
  async disavow(
    @Body({ schema: noticeRequest }) { token }: { token: string },
    @CurrentExchange() { source, client }: Exchange,
  ): Promise<NoticeView> {
    await this.limits.link(source);
    return this.recovery.disavow(token, client);
  }
}
