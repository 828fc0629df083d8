import { Body, Controller, Delete, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import type { FactorList, FactorResetView } from '@postern/contracts';
import { accountExamples } from '../api-reference/account-examples.js';
import { AdministrationEndpoint } from '../api-reference/endpoint.js';
import { administrationExamples } from '../api-reference/more-examples.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { idOr } from '../edge/ids.js';
import { nothing } from '../edge/nothing.js';
import { AdministeredAccounts } from '../services/administered-accounts.js';
import type { SubjectCall } from '../services/calls.js';
import { OwnFactors } from '../services/own-factors.js';
import { CurrentSession } from '../session/current-session.js';
import { StaffOnly } from './staff-only.guard.js';

/** What the help desk can do for somebody who has lost every sign-in method (S13). */
@Controller('v1/admin/accounts/:id')
@UseGuards(StaffOnly)
export class AdministeredFactorsController {
  constructor(
    private readonly session: CurrentSession,
    private readonly accounts: AdministeredAccounts,
    private readonly factors: OwnFactors,
  ) {}

  @Get('factors')
  @AdministrationEndpoint({
    summary: 'The sign-in methods of an account',
    reply: [200, 'FactorList', accountExamples.factors],
    problems: ['account.not_found'],
  })
  async list(@Param('id') id: string, @CurrentExchange() exchange: Exchange): Promise<FactorList> {
    return this.factors.list(await this.subject(id, exchange));
  }

  @Post('factor-reset')
  @HttpCode(200)
  @AdministrationEndpoint({
    summary: 'Begin to reset all sign-in methods of an account',
    body: {},
    description:
      'Every address of the account is told at once; it takes effect a day later, unless it is stopped here or by the person. Asking again answers with the reset that waits.',
    reply: [200, 'FactorReset', administrationExamples.factorReset],
    problems: ['account.not_found'],
  })
  async requestReset(
    @Param('id') id: string,
    @Body({ schema: nothing }) _body: object,
    @CurrentExchange() exchange: Exchange,
  ): Promise<FactorResetView> {
    return this.factors.requestReset(await this.subject(id, exchange));
  }

  @Delete('factor-reset')
  @HttpCode(204)
  @AdministrationEndpoint({
    summary: 'Stop a reset that has not taken effect',
    reply: [204],
    problems: ['account.not_found'],
  })
  async stopReset(@Param('id') id: string, @CurrentExchange() exchange: Exchange): Promise<void> {
    await this.factors.stopReset(await this.subject(id, exchange));
  }

  private async subject(id: string, exchange: Exchange): Promise<SubjectCall> {
    const { call } = await this.session.of(exchange);
    const { subjectToken } = await this.accounts.subjectOf(idOr('account.not_found', id), call);
    return { ...exchange.client, subjectToken };
  }
}
