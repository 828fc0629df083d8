import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import { findAccountQuery, type AdministeredAccount } from '@postern/contracts';
import { AdministrationEndpoint } from '../api-reference/endpoint.js';
import { administrationExamples } from '../api-reference/more-examples.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { idOr } from '../edge/ids.js';
import { nothing } from '../edge/nothing.js';
import { AdministeredAccounts } from '../services/administered-accounts.js';
import { CurrentSession } from '../session/current-session.js';
import { SessionChecks } from '../session/session-checks.js';
import { StaffOnly } from './staff-only.guard.js';

const notFound = 'account.not_found';

@Controller('v1/admin/accounts')
@UseGuards(StaffOnly)
export class AdministeredAccountsController {
  constructor(
    private readonly session: CurrentSession,
    private readonly accounts: AdministeredAccounts,
    private readonly sessions: SessionChecks,
  ) {}

  @Get()
  @AdministrationEndpoint({
    summary: 'Find an account by its exact username or e-mail address',
    query: findAccountQuery,
    reply: [200, 'AdministeredAccounts', administrationExamples.accounts],
  })
  async find(
    @Query({ schema: findAccountQuery }) { identifier }: { identifier: string },
    @CurrentExchange() exchange: Exchange,
  ): Promise<{ accounts: AdministeredAccount[] }> {
    return this.accounts.find(identifier, (await this.session.of(exchange)).call);
  }

  @Get(':id')
  @AdministrationEndpoint({
    summary: 'One account',
    reply: [200, 'AdministeredAccount', administrationExamples.account],
    problems: [notFound],
  })
  async show(@Param('id') id: string, @CurrentExchange() exchange: Exchange): Promise<AdministeredAccount> {
    return this.accounts.show(idOr(notFound, id), (await this.session.of(exchange)).call);
  }

  @Post(':id/disablement')
  @HttpCode(204)
  @AdministrationEndpoint({
    summary: 'Disable an account; its sessions end within a second',
    body: {},
    reply: [204],
    problems: [notFound, 'account.disable_refused'],
  })
  async disable(
    @Param('id') text: string,
    @Body({ schema: nothing }) _body: object,
    @CurrentExchange() exchange: Exchange,
  ): Promise<void> {
    const id = idOr(notFound, text);
    await this.accounts.disable(id, (await this.session.of(exchange)).call);
    this.sessions.forgetAccount(id);
  }

  @Delete(':id/disablement')
  @HttpCode(204)
  @AdministrationEndpoint({ summary: 'Enable an account again', reply: [204], problems: [notFound] })
  async enable(@Param('id') id: string, @CurrentExchange() exchange: Exchange): Promise<void> {
    await this.accounts.enable(idOr(notFound, id), (await this.session.of(exchange)).call);
  }

  @Delete(':id/sessions')
  @HttpCode(204)
  @AdministrationEndpoint({ summary: 'End all sessions of an account', reply: [204], problems: [notFound] })
  async endSessions(@Param('id') text: string, @CurrentExchange() exchange: Exchange): Promise<void> {
    const id = idOr(notFound, text);
    await this.accounts.endSessions(id, (await this.session.of(exchange)).call);
    this.sessions.forgetAccount(id);
  }
}
