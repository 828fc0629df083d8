import { Body, Controller, Get, HttpCode, Patch, Post, Put } from '@nestjs/common';
import {
  changeEmailRequest,
  changePhoneRequest,
  changeProfileRequest,
  type AccountView,
  type ChangeProfileRequest,
  type RequestedEmailChange,
} from '@postern/contracts';
import { accountExamples } from '../api-reference/account-examples.js';
import { AccountEndpoint } from '../api-reference/endpoint.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { Languages } from '../edge/languages.js';
import { OwnAccount } from '../services/own-account.js';
import { CurrentSession } from '../session/current-session.js';
import { SessionChecks } from '../session/session-checks.js';

@Controller('v1/account')
export class ProfileController {
  constructor(
    private readonly session: CurrentSession,
    private readonly account: OwnAccount,
    private readonly sessions: SessionChecks,
    private readonly languages: Languages,
  ) {}

  @Get()
  @AccountEndpoint({ summary: 'Read the account', reply: [200, 'Account', accountExamples.account] })
  async read(@CurrentExchange() exchange: Exchange): Promise<AccountView> {
    return this.account.read((await this.session.of(exchange)).call);
  }

  @Patch()
  @AccountEndpoint({
    summary: 'Change name, address, language or notifications',
    description: 'What is absent stays as it is.',
    body: accountExamples.changeProfile,
    reply: [200, 'Account', accountExamples.account],
  })
  async change(
    @Body({ schema: changeProfileRequest }) profile: ChangeProfileRequest,
    @CurrentExchange() exchange: Exchange,
  ): Promise<AccountView> {
    const { call } = await this.session.of(exchange);
    const changed = await this.account.change(profile, call);
    this.sessions.forgetAccount(changed.id);
    this.languages.learn(call.sessionToken, changed.locale);
    return changed;
  }

  @Put('phone')
  @AccountEndpoint({
    summary: 'Change the phone number, or remove it',
    description: 'This is for contact: a number that passcodes go to is a sign-in method, and is changed there.',
    body: accountExamples.changePhone,
    reply: [200, 'Account', accountExamples.account],
    problems: ['session.step_up_required', 'phone.refused'],
  })
  async changePhone(
    @Body({ schema: changePhoneRequest }) change: { phone: string | null },
    @CurrentExchange() exchange: Exchange,
  ): Promise<AccountView> {
    return this.account.changePhone(change, (await this.session.of(exchange)).call);
  }

  @Post('email')
  @HttpCode(202)
  @AccountEndpoint({
    summary: 'Ask for another e-mail address',
    description:
      'A link goes to the new address, and the change takes effect when it is used. The old address is told. The reply is the same for an address that has an account already.',
    body: accountExamples.changeEmail,
    reply: [202, 'RequestedEmailChange', accountExamples.requestedEmailChange],
    problems: ['session.step_up_required'],
  })
  async changeEmail(
    @Body({ schema: changeEmailRequest }) change: { email: string },
    @CurrentExchange() exchange: Exchange,
  ): Promise<RequestedEmailChange> {
    return this.account.requestEmailChange(change, (await this.session.of(exchange)).call);
  }
}
