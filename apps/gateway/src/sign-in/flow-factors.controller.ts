import { Body, Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { enrollFactorRequest, type EnrollFactorRequest, type FlowView } from '@postern/contracts';
import { FlowEndpoint } from '../api-reference/endpoint.js';
import { examples } from '../api-reference/examples.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { idOr } from '../edge/ids.js';
import { nothing } from '../edge/nothing.js';
import { Mfa } from '../services/mfa.js';
import { CurrentFlow } from './current-flow.js';

/** Setting factors up, and changing them after signing in or in a flow of the purpose `manage-factors`. */
@Controller('v1/sign-ins/current')
export class FlowFactorsController {
  constructor(
    private readonly mfa: Mfa,
    private readonly flow: CurrentFlow,
  ) {}

  @Post('factors')
  @HttpCode(200)
  @FlowEndpoint({
    summary: 'Set up a second factor',
    description:
      'Another one of a kind that exists once (`sms`, `email`) takes the place of the old one; `replaces` names the one to replace of the other kinds. The old one works until the new one is active.',
    body: examples.enrollFactor,
    problems: [
      'factor.kind_not_allowed',
      'factor.not_found',
      'factor.limit',
      'phone.refused',
      'challenge.locked',
      'challenge.resend_too_soon',
      'challenge.resend_limit',
    ],
  })
  enroll(
    @Body({ schema: enrollFactorRequest }) body: EnrollFactorRequest,
    @CurrentExchange() exchange: Exchange,
  ): Promise<FlowView> {
    return this.flow.step(exchange, (call) => this.mfa.act('factors', body, call));
  }

  @Delete('factors/pending')
  @FlowEndpoint({ summary: 'Drop the factor that is being set up and choose again' })
  dropPending(@CurrentExchange() exchange: Exchange): Promise<FlowView> {
    return this.flow.step(exchange, (call) => this.mfa.removeFactor('pending', call));
  }

  @Delete('factors/:id')
  @FlowEndpoint({
    summary: 'Remove a factor',
    description: 'At the step `manage-factors`.',
    problems: ['factor.not_found', 'factor.last_one'],
  })
  remove(@Param('id') id: string, @CurrentExchange() exchange: Exchange): Promise<FlowView> {
    return this.flow.step(exchange, async (call) => this.mfa.removeFactor(idOr('factor.not_found', id), call));
  }

  @Post('done')
  @HttpCode(200)
  @FlowEndpoint({
    summary: 'Change no more factors, and go on',
    body: {},
    replies: examples.complete,
    problems: ['assurance.refused'],
  })
  finish(@Body({ schema: nothing }) body: object, @CurrentExchange() exchange: Exchange): Promise<FlowView> {
    return this.flow.step(exchange, (call) => this.mfa.act('done', body, call));
  }
}
