import { Body, Controller, Post, UseGuards } from '@nestjs/common';
import {
  fieldErrorOf,
  registerAccountRequest,
  type RegisterAccountRequest,
  type RegisteredAccount,
} from '@postern/contracts';
import { Password, PasswordPolicy, RegisterAccount } from '@postern/identity-domain';
import { FromCaller, Problem, type Caller } from '@postern/platform';
import { passwordRefused } from './password-refusals.js';
import { ServiceTokenGuard } from './service-token.js';

@Controller('internal/accounts')
@UseGuards(ServiceTokenGuard)
export class AccountsController {
  constructor(
    private readonly registerAccount: RegisterAccount,
    private readonly policy: PasswordPolicy,
  ) {}

  @Post()
  async register(
    @Body({ schema: registerAccountRequest }) { password, locale, ...person }: RegisterAccountRequest,
    @FromCaller() { source, locale: preferred }: Caller,
  ): Promise<RegisteredAccount> {
    const result = await this.registerAccount.execute({
      ...person,
      locale: locale ?? preferred ?? 'en',
      password: new Password(password),
      source,
    });
    switch (result.outcome) {
      case 'registered':
        return { ...result.account, createdAt: result.account.createdAt.toISOString() };
      case 'username-taken':
        throw new Problem('account.username_taken', {
          errors: [fieldErrorOf('username', 'taken')],
        });
      case 'password-refused':
        throw passwordRefused(result.reasons, this.policy.rules);
    }
  }
}
