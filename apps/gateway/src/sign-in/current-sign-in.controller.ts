import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import {
  chooseEmailRequest,
  enrollmentChoiceRequest,
  termsDecisionRequest,
  type ChooseEmailRequest,
  type EnrollmentChoiceRequest,
  type FlowView,
  type TermsDecisionRequest,
} from '@postern/contracts';
import { Endpoint, FlowEndpoint } from '../api-reference/endpoint.js';
import { examples } from '../api-reference/examples.js';
import { Credentials } from '../edge/credentials.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { nothing } from '../edge/nothing.js';
import { Mfa } from '../services/mfa.js';
import { CurrentFlow } from './current-flow.js';
import { DecideOnTerms } from './decide-on-terms.js';

/** The sign-in that the client is in the middle of. Every change answers with what comes next. */
@Controller('v1/sign-ins/current')
export class CurrentSignInController {
  constructor(
    private readonly mfa: Mfa,
    private readonly flow: CurrentFlow,
    private readonly credentials: Credentials,
    private readonly decideOnTerms: DecideOnTerms,
  ) {}

  @Get()
  @FlowEndpoint({ summary: 'Read the sign-in under way', problems: ['assurance.refused'] })
  read(@CurrentExchange() exchange: Exchange): Promise<FlowView> {
    return this.flow.step(exchange, (call) => this.mfa.readFlow(call));
  }

  @Delete()
  @HttpCode(204)
  @Endpoint({
    tag: 'Sign-in',
    summary: 'Abandon the sign-in under way',
    credentials: 'flow',
    reply: [204],
    problems: ['flow.required', 'flow.not_found', 'flow.expired', 'request.rate_limited'],
  })
  async abandon(@CurrentExchange() exchange: Exchange): Promise<void> {
    const { call } = await this.flow.of(exchange);
    this.credentials.dropFlow(exchange.reply);
    await this.mfa.abandonFlow(call);
  }

  @Post('enrollment-choice')
  @HttpCode(200)
  @FlowEndpoint({
    summary: 'Enroll in MFA now, or not now',
    body: examples.enrollmentChoice,
    problems: ['flow.postponement_refused', 'assurance.refused'],
  })
  chooseEnrollment(
    @Body({ schema: enrollmentChoiceRequest }) body: EnrollmentChoiceRequest,
    @CurrentExchange() exchange: Exchange,
  ): Promise<FlowView> {
    return this.flow.step(exchange, (call) => this.mfa.act('enrollment-choice', body, call));
  }

  @Post('email')
  @HttpCode(200)
  @FlowEndpoint({
    summary: "Choose the e-mail address to verify; without an address, the account's own",
    body: examples.chooseEmail,
    problems: ['challenge.resend_too_soon', 'challenge.resend_limit'],
  })
  chooseEmail(
    @Body({ schema: chooseEmailRequest }) body: ChooseEmailRequest,
    @CurrentExchange() exchange: Exchange,
  ): Promise<FlowView> {
    return this.flow.step(exchange, (call) => this.mfa.act('email', body, call));
  }

  @Post('email/resend')
  @HttpCode(200)
  @FlowEndpoint({
    summary: 'Send the link to the same address again',
    body: {},
    problems: ['challenge.resend_too_soon', 'challenge.resend_limit'],
  })
  resendEmail(@Body({ schema: nothing }) body: object, @CurrentExchange() exchange: Exchange): Promise<FlowView> {
    return this.flow.step(exchange, (call) => this.mfa.act('email/resend', body, call));
  }

  @Post('terms')
  @HttpCode(200)
  @FlowEndpoint({
    summary: "Agree to the application's terms, or do not",
    description:
      'At the step `accept-terms`. Name the `version` that was shown: if another one is in force by then, it is asked for instead. Whoever does not agree is not signed in, and the sign-in is over.',
    body: examples.decideOnTerms,
    replies: examples.complete,
    problems: ['terms.declined', 'assurance.refused'],
  })
  decideTerms(
    @Body({ schema: termsDecisionRequest }) body: TermsDecisionRequest,
    @CurrentExchange() exchange: Exchange,
  ): Promise<FlowView> {
    return this.decideOnTerms.execute(body, exchange);
  }
}
