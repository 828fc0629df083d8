import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { noticeRequest, type NoticeView } from '@postern/contracts';
import { Disavow, ReadNotice, type NoticeSummary } from '@postern/identity-domain';
import { Clock } from '@postern/kernel';
import { FromCaller, Problem, type Caller } from '@postern/platform';
import { occasionOf } from './occasion.js';
import { ServiceTokenGuard } from './service-token.js';

/** Behind the links of notices; whoever holds one reads the mail of the account. */
@Controller('internal/notices')
@UseGuards(ServiceTokenGuard)
export class NoticesController {
  constructor(
    private readonly readNotice: ReadNotice,
    private readonly disavow: Disavow,
    private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(200)
  async read(@Body({ schema: noticeRequest }) { token }: { token: string }): Promise<NoticeView> {
    const result = await this.readNotice.execute(token);
    if (result.outcome !== 'found') throw new Problem(`link.${result.outcome}`);
    return view(result);
  }

  @Post('disavowals')
  @HttpCode(200)
  async notMe(
    @Body({ schema: noticeRequest }) { token }: { token: string },
    @FromCaller() caller: Caller,
  ): Promise<NoticeView> {
    const result = await this.disavow.execute(token, occasionOf(caller, this.clock));
    if (result.outcome !== 'disavowed') throw new Problem(`link.${result.outcome}`);
    return view(result);
  }
}

const view = ({ kind, happenedAt, username, effects }: NoticeSummary): NoticeView => ({
  kind,
  happenedAt: happenedAt.toISOString(),
  username,
  effects,
});
