import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { passwordRequest, type FlowView } from '@postern/contracts';
import { FlowEndpoint } from '../api-reference/endpoint.js';
import { examples } from '../api-reference/examples.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { ChooseNewPassword } from './choose-new-password.js';
import { ConfirmPassword } from './confirm-password.js';

/** The steps of a flow that are about the password. */
@Controller('v1/sign-ins/current')
export class FlowPasswordsController {
  constructor(
    private readonly confirmPassword: ConfirmPassword,
    private readonly chooseNewPassword: ChooseNewPassword,
  ) {}

  @Post('password')
  @HttpCode(200)
  @FlowEndpoint({
    summary: 'Give the password once more',
    description: 'At the step `confirm-password` of a step-up.',
    body: examples.confirmPassword,
    problems: ['account.password_rejected', 'assurance.refused', 'service.overloaded'],
  })
  confirm(
    @Body({ schema: passwordRequest }) { password }: { password: string },
    @CurrentExchange() exchange: Exchange,
  ): Promise<FlowView> {
    return this.confirmPassword.execute(password, exchange);
  }

  @Post('new-password')
  @HttpCode(200)
  @FlowEndpoint({
    summary: 'Choose a new password',
    description:
      'At the step `choose-password`, the last one of a recovery. All sessions end and nobody is signed in: sign in with the new password.',
    body: examples.newPassword,
    replies: examples.newPasswordTaken,
    problems: ['account.password_refused', 'assurance.refused', 'assurance.spent', 'service.overloaded'],
  })
  choose(
    @Body({ schema: passwordRequest }) { password }: { password: string },
    @CurrentExchange() exchange: Exchange,
  ): Promise<FlowView> {
    return this.chooseNewPassword.execute(password, exchange);
  }
}
