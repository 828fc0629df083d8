import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import {
  activityQuery,
  type AccountClosure,
  type AccountExport,
  type ActivityPage,
  type ActivityQuery,
  type ClosedAccount,
} from '@postern/contracts';
import { accountExamples } from '../api-reference/account-examples.js';
import { AccountEndpoint } from '../api-reference/endpoint.js';
import { Credentials } from '../edge/credentials.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { nothing } from '../edge/nothing.js';
import { OwnAccount } from '../services/own-account.js';
import { CurrentSession } from '../session/current-session.js';
import { SessionChecks } from '../session/session-checks.js';
import { ExportAccount } from './export-account.js';

/** What has happened to the account, all that is held about it, and its end. */
@Controller('v1/account')
export class RecordsController {
  constructor(
    private readonly session: CurrentSession,
    private readonly account: OwnAccount,
    private readonly exportAccount: ExportAccount,
    private readonly sessions: SessionChecks,
    private readonly credentials: Credentials,
  ) {}

  @Get('activity')
  @AccountEndpoint({
    summary: 'What happened to the account, the newest first',
    description: 'Send `nextCursor` of one page as `cursor` for the next, with the same `topic`; absent: everything.',
    query: activityQuery,
    reply: [200, 'ActivityPage', accountExamples.activity],
  })
  async activity(
    @Query({ schema: activityQuery }) query: ActivityQuery,
    @CurrentExchange() exchange: Exchange,
  ): Promise<ActivityPage> {
    return this.account.activity(query, (await this.session.of(exchange)).call);
  }

  @Get('export')
  @AccountEndpoint({
    summary: 'Everything that is held about the person',
    description: 'As a file. Passwords, codes and keys are not among it.',
    reply: [200, 'AccountExport', accountExamples.accountExport],
    problems: ['session.step_up_required'],
  })
  async export(@CurrentExchange() exchange: Exchange): Promise<AccountExport> {
    const exported = await this.exportAccount.execute(exchange);
    void exchange.reply.header('content-disposition', 'attachment; filename="account.json"');
    return exported;
  }

  @Get('closure')
  @AccountEndpoint({
    summary: 'What closing the account would mean',
    description: 'For `graceDays` from then on it can be opened again; after that it is deleted.',
    reply: [200, 'AccountClosure', accountExamples.accountClosure],
  })
  async closure(@CurrentExchange() exchange: Exchange): Promise<AccountClosure> {
    return this.account.closure((await this.session.of(exchange)).call);
  }

  @Post('closure')
  @HttpCode(200)
  @AccountEndpoint({
    summary: 'Close the account',
    body: {},
    description:
      'All sessions end and sign-in methods are removed at once. At `deletedAt` the account itself is deleted; until then the notice that goes out can undo it.',
    reply: [200, 'ClosedAccount', accountExamples.closedAccount],
    problems: ['session.step_up_required', 'account.closure_refused'],
  })
  async close(@Body({ schema: nothing }) _body: object, @CurrentExchange() exchange: Exchange): Promise<ClosedAccount> {
    const { call, account } = await this.session.of(exchange);
    const closed = await this.account.close(call);
    this.sessions.forgetAccount(account.id);
    this.credentials.dropSession(exchange.reply);
    this.credentials.dropDevice(exchange.reply);
    return closed;
  }
}
