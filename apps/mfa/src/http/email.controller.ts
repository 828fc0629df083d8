import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { chooseEmailRequest, type ChooseEmailRequest, type FlowState } from '@postern/contracts';
import { ChooseEmail, ResendEmail, type FlowCall } from '@postern/mfa-domain';
import { CurrentFlow } from './flow-call.js';
import { FlowReplies } from './flow-replies.js';
import { ServiceTokenGuard } from './service-token.js';

@Controller('internal/flows/current/email')
@UseGuards(ServiceTokenGuard)
export class EmailController {
  constructor(
    private readonly chooseEmail: ChooseEmail,
    private readonly resendEmail: ResendEmail,
    private readonly replies: FlowReplies,
  ) {}

  @Post()
  @HttpCode(200)
  async choose(
    @CurrentFlow() call: FlowCall,
    @Body({ schema: chooseEmailRequest }) { address }: ChooseEmailRequest,
  ): Promise<FlowState> {
    return this.replies.state(await this.replies.settle(this.chooseEmail.execute(call, address)));
  }

  @Post('resend')
  @HttpCode(200)
  async resend(@CurrentFlow() call: FlowCall): Promise<FlowState> {
    return this.replies.state(await this.replies.settle(this.resendEmail.execute(call)));
  }
}
