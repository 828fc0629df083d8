import { Body, Controller, Delete, HttpCode, Post, UseGuards } from '@nestjs/common';
import {
  enrollFactorRequest,
  enrollmentChoiceRequest,
  type EnrollFactorRequest,
  type EnrollmentChoiceRequest,
  type FlowState,
} from '@postern/contracts';
import { CancelEnrollment, ChooseEnrollment, EnrollFactor, type FlowCall } from '@postern/mfa-domain';
import { CurrentFlow } from './flow-call.js';
import { FlowReplies } from './flow-replies.js';
import { ServiceTokenGuard } from './service-token.js';

@Controller('internal/flows/current')
@UseGuards(ServiceTokenGuard)
export class EnrollmentController {
  constructor(
    private readonly chooseEnrollment: ChooseEnrollment,
    private readonly enrollFactor: EnrollFactor,
    private readonly cancelEnrollment: CancelEnrollment,
    private readonly replies: FlowReplies,
  ) {}

  @Post('enrollment-choice')
  @HttpCode(200)
  async choose(
    @CurrentFlow() call: FlowCall,
    @Body({ schema: enrollmentChoiceRequest }) { choice }: EnrollmentChoiceRequest,
  ): Promise<FlowState> {
    return this.replies.state(await this.replies.settle(this.chooseEnrollment.execute(call, choice)));
  }

  @Post('factors')
  @HttpCode(200)
  async enroll(
    @CurrentFlow() call: FlowCall,
    @Body({ schema: enrollFactorRequest }) wanted: EnrollFactorRequest,
  ): Promise<FlowState> {
    return this.replies.state(await this.replies.settle(this.enrollFactor.execute(call, wanted)));
  }

  @Delete('factors/pending')
  async cancel(@CurrentFlow() call: FlowCall): Promise<FlowState> {
    return this.replies.state(await this.replies.settle(this.cancelEnrollment.execute(call)));
  }
}
