import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import {
  answerRequest,
  switchChallengeRequest,
  type AnswerRequest,
  type FlowView,
  type SwitchChallengeRequest,
} from '@postern/contracts';
import { FlowEndpoint } from '../api-reference/endpoint.js';
import { examples } from '../api-reference/examples.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { nothing } from '../edge/nothing.js';
import { Mfa } from '../services/mfa.js';
import { CurrentFlow } from './current-flow.js';

/** Proving a factor: a new one, or one that is asked for. */
@Controller('v1/sign-ins/current')
export class ChallengesController {
  constructor(
    private readonly mfa: Mfa,
    private readonly flow: CurrentFlow,
  ) {}

  @Post('answer')
  @HttpCode(200)
  @FlowEndpoint({
    summary: 'Answer with the passcode, a recovery code or a passkey',
    description:
      'With `rememberDevice` this device skips the second factor from now on, where the step says `canRememberDevice`: browsers get a cookie for it, native clients `deviceToken`, once. With `modifyFactors` the step after a right answer is `manage-factors`.',
    body: examples.answer,
    replies: examples.complete,
    problems: ['challenge.rejected', 'challenge.locked', 'assurance.refused'],
  })
  answer(
    @Body({ schema: answerRequest }) body: AnswerRequest,
    @CurrentExchange() exchange: Exchange,
  ): Promise<FlowView> {
    return this.flow.step(exchange, (call) => this.mfa.act('answer', body, call));
  }

  @Post('resend')
  @HttpCode(200)
  @FlowEndpoint({
    summary: 'Send the same passcode again',
    body: {},
    problems: ['challenge.locked', 'challenge.resend_too_soon', 'challenge.resend_limit'],
  })
  resend(@Body({ schema: nothing }) body: object, @CurrentExchange() exchange: Exchange): Promise<FlowView> {
    return this.flow.step(exchange, (call) => this.mfa.act('resend', body, call));
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
    return this.flow.step(exchange, (call) => this.mfa.act('challenge', body, call));
  }

  @Post('lost-factors')
  @HttpCode(200)
  @FlowEndpoint({
    summary: 'Every sign-in method is lost: prove the verified e-mail address instead',
    body: {},
    description:
      'Where the step says `canRecover`. A link goes to the verified address; after it is used another method is set up, and the lost ones are removed.',
    problems: ['factor.recovery_not_possible', 'challenge.resend_too_soon', 'challenge.resend_limit'],
  })
  loseFactors(@Body({ schema: nothing }) body: object, @CurrentExchange() exchange: Exchange): Promise<FlowView> {
    return this.flow.step(exchange, (call) => this.mfa.act('lost-factors', body, call));
  }
}
