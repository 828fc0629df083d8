import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import {
  answerRequest,
  chooseEmailRequest,
  enrollFactorRequest,
  enrollmentChoiceRequest,
  switchChallengeRequest,
  type AnswerRequest,
  type ChooseEmailRequest,
  type EnrollFactorRequest,
  type EnrollmentChoiceRequest,
  type FlowState,
  type FlowView,
  type SwitchChallengeRequest,
} from '@postern/contracts';
import { z } from 'zod';
import { Endpoint, FlowEndpoint } from '../api-reference/endpoint.js';
import { examples } from '../api-reference/examples.js';
import { Credentials } from '../edge/credentials.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { Limits } from '../limits/limits.js';
import { Mfa, type FlowCall } from '../services/mfa.js';
import { FlowReplies } from './flow-replies.js';

const nothing = z.strictObject({});

/** The sign-in that the client is in the middle of. Every change answers with what comes next. */
@Controller('v1/sign-ins/current')
export class CurrentSignInController {
  constructor(
    private readonly mfa: Mfa,
    private readonly replies: FlowReplies,
    private readonly credentials: Credentials,
    private readonly limits: Limits,
  ) {}

  @Get()
  @FlowEndpoint({ summary: 'Read the sign-in under way', problems: ['assurance.refused'] })
  read(@CurrentExchange() exchange: Exchange): Promise<FlowView> {
    return this.step(exchange, (call) => this.mfa.readFlow(call));
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
    const { token: flowToken } = this.credentials.flow(exchange.request);
    await this.limits.flowCall(flowToken);
    this.credentials.dropFlow(exchange.reply);
    await this.mfa.abandonFlow({ ...exchange.client, flowToken });
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
    return this.step(exchange, (call) => this.mfa.act('enrollment-choice', body, call));
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
    return this.step(exchange, (call) => this.mfa.act('email', body, call));
  }

  @Post('email/resend')
  @HttpCode(200)
  @FlowEndpoint({
    summary: 'Send the link to the same address again',
    problems: ['challenge.resend_too_soon', 'challenge.resend_limit'],
  })
  resendEmail(@Body({ schema: nothing }) body: object, @CurrentExchange() exchange: Exchange): Promise<FlowView> {
    return this.step(exchange, (call) => this.mfa.act('email/resend', body, call));
  }

  @Post('factors')
  @HttpCode(200)
  @FlowEndpoint({
    summary: 'Set up a second factor',
    body: examples.enrollFactor,
    problems: [
      'factor.kind_not_allowed',
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
    return this.step(exchange, (call) => this.mfa.act('factors', body, call));
  }

  @Delete('factors/pending')
  @FlowEndpoint({ summary: 'Drop the factor that is being set up and choose again' })
  dropPending(@CurrentExchange() exchange: Exchange): Promise<FlowView> {
    return this.step(exchange, (call) => this.mfa.dropPendingFactor(call));
  }

  @Post('answer')
  @HttpCode(200)
  @FlowEndpoint({
    summary: 'Answer with the passcode',
    body: examples.answer,
    replies: examples.complete,
    problems: ['challenge.rejected', 'challenge.locked', 'assurance.refused'],
  })
  answer(
    @Body({ schema: answerRequest }) body: AnswerRequest,
    @CurrentExchange() exchange: Exchange,
  ): Promise<FlowView> {
    return this.step(exchange, (call) => this.mfa.act('answer', body, call));
  }

  @Post('resend')
  @HttpCode(200)
  @FlowEndpoint({
    summary: 'Send the same passcode again',
    problems: ['challenge.locked', 'challenge.resend_too_soon', 'challenge.resend_limit'],
  })
  resend(@Body({ schema: nothing }) body: object, @CurrentExchange() exchange: Exchange): Promise<FlowView> {
    return this.step(exchange, (call) => this.mfa.act('resend', body, call));
  }

  @Post('challenge')
  @HttpCode(200)
  @FlowEndpoint({
    summary: 'Use another factor',
    body: examples.switchChallenge,
    problems: ['factor.not_found', 'challenge.resend_limit'],
  })
  switchFactor(
    @Body({ schema: switchChallengeRequest }) body: SwitchChallengeRequest,
    @CurrentExchange() exchange: Exchange,
  ): Promise<FlowView> {
    return this.step(exchange, (call) => this.mfa.act('challenge', body, call));
  }

  private async step(exchange: Exchange, work: (call: FlowCall) => Promise<FlowState>): Promise<FlowView> {
    const holder = this.credentials.flow(exchange.request);
    await this.limits.flowCall(holder.token);
    const state = await work({ ...exchange.client, flowToken: holder.token });
    return this.replies.show(state, holder, exchange);
  }
}
