import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { passwordConfirmedRequest, type FlowState } from '@postern/contracts';
import { ConfirmPassword, type FlowCall } from '@postern/mfa-domain';
import { CurrentFlow } from './flow-call.js';
import { FlowReplies } from './flow-replies.js';
import { FlowSubjects } from './flow-subjects.js';
import { ServiceTokenGuard } from './service-token.js';

@Controller('internal/flows/current/password')
@UseGuards(ServiceTokenGuard)
export class PasswordController {
  constructor(
    private readonly confirmPassword: ConfirmPassword,
    private readonly subjects: FlowSubjects,
    private readonly replies: FlowReplies,
  ) {}

  /** identity has taken the password, and says so in a subject token of its own. */
  @Post()
  @HttpCode(200)
  async confirm(
    @CurrentFlow() call: FlowCall,
    @Body({ schema: passwordConfirmedRequest }) { subjectToken }: { subjectToken: string },
  ): Promise<FlowState> {
    const subject = await this.subjects.confirming(subjectToken);
    return this.replies.state(await this.replies.settle(this.confirmPassword.execute(call, subject)));
  }
}
