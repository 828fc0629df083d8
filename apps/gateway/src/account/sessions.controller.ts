import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import type { SessionList } from '@postern/contracts';
import { accountExamples } from '../api-reference/account-examples.js';
import { AccountEndpoint } from '../api-reference/endpoint.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { idOr } from '../edge/ids.js';
import { OwnAccount } from '../services/own-account.js';
import { CurrentSession } from '../session/current-session.js';
import { SessionChecks } from '../session/session-checks.js';

@Controller('v1/account/sessions')
export class OwnSessionsController {
  constructor(
    private readonly session: CurrentSession,
    private readonly account: OwnAccount,
    private readonly sessions: SessionChecks,
  ) {}

  @Get()
  @AccountEndpoint({
    summary: 'Where the account is signed in',
    reply: [200, 'SessionList', accountExamples.sessions],
  })
  async list(@CurrentExchange() exchange: Exchange): Promise<SessionList> {
    return this.account.sessions((await this.session.of(exchange)).call);
  }

  @Delete()
  @HttpCode(204)
  @AccountEndpoint({ summary: 'Sign out everywhere else', reply: [204] })
  async endOthers(@CurrentExchange() exchange: Exchange): Promise<void> {
    const { call, account } = await this.session.of(exchange);
    await this.account.endOtherSessions(call);
    this.sessions.forgetAccount(account.id);
  }

  @Delete(':id')
  @HttpCode(204)
  @AccountEndpoint({ summary: 'Sign out there', reply: [204], problems: ['session.not_found'] })
  async end(@Param('id') id: string, @CurrentExchange() exchange: Exchange): Promise<void> {
    const { call, account } = await this.session.of(exchange);
    await this.account.endSession(idOr('session.not_found', id), call);
    this.sessions.forgetAccount(account.id);
  }
}
