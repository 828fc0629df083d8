import { Body, Controller, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { renameFactorRequest, startFactorChangesRequest, type FactorList, type FlowView } from '@postern/contracts';
import type { z } from 'zod';
import { accountExamples } from '../api-reference/account-examples.js';
import { AccountEndpoint } from '../api-reference/endpoint.js';
import { examples } from '../api-reference/examples.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { idOr } from '../edge/ids.js';
import { OwnFactors } from '../services/own-factors.js';
import { CurrentSession } from '../session/current-session.js';
import { StartSessionFlow } from '../session/start-session-flow.js';

@Controller('v1/account')
export class FactorsController {
  constructor(
    private readonly session: CurrentSession,
    private readonly factors: OwnFactors,
    private readonly startFlow: StartSessionFlow,
  ) {}

  @Get('factors')
  @AccountEndpoint({ summary: 'The sign-in methods', reply: [200, 'FactorList', accountExamples.factors] })
  async list(@CurrentExchange() exchange: Exchange): Promise<FactorList> {
    return this.factors.list(await this.session.factors(exchange, 'account'));
  }

  @Patch('factors/:id')
  @HttpCode(204)
  @AccountEndpoint({
    summary: 'Rename a sign-in method',
    body: accountExamples.renameFactor,
    reply: [204],
    problems: ['session.step_up_required', 'factor.not_found'],
  })
  async rename(
    @Param('id') id: string,
    @Body({ schema: renameFactorRequest }) { label }: { label: string },
    @CurrentExchange() exchange: Exchange,
  ): Promise<void> {
    const call = await this.session.factors(exchange, 'manage-factors');
    await this.factors.rename(idOr('factor.not_found', id), label, call);
  }

  @Post('factor-changes')
  @HttpCode(200)
  @AccountEndpoint({
    summary: 'Begin to add, change or remove sign-in methods',
    description:
      'It goes on like a sign-in, at `/v1/sign-ins/current`, from the step `manage-factors` until `done`. At the end a new session takes the place of this one. Native clients, which send their session as bearer token, get `flowToken` and `session.token` once.',
    body: accountExamples.startFactorChanges,
    reply: [200, 'Flow', examples.flow],
    problems: ['session.step_up_required', 'application.unknown'],
  })
  change(
    @Body({ schema: startFactorChangesRequest }) { application }: z.infer<typeof startFactorChangesRequest>,
    @CurrentExchange() exchange: Exchange,
  ): Promise<FlowView> {
    return this.startFlow.execute({ purpose: 'manage-factors', application: application ?? null }, exchange);
  }
}
