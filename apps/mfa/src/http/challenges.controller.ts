import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import {
  answerRequest,
  switchChallengeRequest,
  type AnswerRequest,
  type FlowState,
  type SwitchChallengeRequest,
} from '@postern/contracts';
import { AnswerChallenge, ResendCode, SwitchChallenge, type FactorId, type FlowCall } from '@postern/mfa-domain';
import { deviceName, FromCaller, type Caller } from '@postern/platform';
import { CurrentFlow } from './flow-call.js';
import { FlowReplies } from './flow-replies.js';
import { ServiceTokenGuard } from './service-token.js';

@Controller('internal/flows/current')
@UseGuards(ServiceTokenGuard)
export class ChallengesController {
  constructor(
    private readonly answerChallenge: AnswerChallenge,
    private readonly resendCode: ResendCode,
    private readonly switchChallenge: SwitchChallenge,
    private readonly replies: FlowReplies,
  ) {}

  @Post('answer')
  @HttpCode(200)
  async answer(
    @CurrentFlow() call: FlowCall,
    @Body({ schema: answerRequest }) { code, credential, rememberDevice, modifyFactors }: AnswerRequest,
    @FromCaller() { userAgent }: Caller,
  ): Promise<FlowState> {
    // The schema has seen to it that exactly one of them is there.
    const answer = credential ? { credential } : { code: code ?? '' };
    const wishes = {
      rememberDevice: rememberDevice ? deviceName(userAgent) : null,
      modifyFactors: modifyFactors ?? false,
    };
    return this.replies.state(await this.replies.settle(this.answerChallenge.execute(call, answer, wishes)));
  }

  @Post('resend')
  @HttpCode(200)
  async resend(@CurrentFlow() call: FlowCall): Promise<FlowState> {
    return this.replies.state(await this.replies.settle(this.resendCode.execute(call)));
  }

  @Post('challenge')
  @HttpCode(200)
  async switch(
    @CurrentFlow() call: FlowCall,
    @Body({ schema: switchChallengeRequest }) { factorId }: SwitchChallengeRequest,
  ): Promise<FlowState> {
    return this.replies.state(await this.replies.settle(this.switchChallenge.execute(call, factorId as FactorId)));
  }
}
