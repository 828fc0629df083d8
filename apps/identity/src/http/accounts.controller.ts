import { Body, Controller, Post, UseGuards } from '@nestjs/common';
import {
  registerAccountRequest,
  type FieldError,
  type RegisterAccountRequest,
  type RegisteredAccount,
} from '@postern/contracts';
import {
  longestPassword,
  Password,
  PasswordPolicy,
  RegisterAccount,
  type PasswordRefusal,
} from '@postern/identity-domain';
import { FromCaller, Problem, type Caller } from '@postern/platform';
import { ServiceTokenGuard } from './service-token.js';

const explanations: Record<PasswordRefusal, (minLength: number) => string> = {
  'too-short': (minLength) => `Use at least ${minLength} characters. A few unrelated words work well.`,
  'too-long': () => `Use at most ${longestPassword} characters.`,
  breached: () =>
    'This password is on public lists of common or leaked passwords. Choose one that you use nowhere else.',
  personal: () =>
    'This password is built from your name, username or e-mail address. Choose one that says nothing about you.',
  'product-name': () =>
    'This password is built from the name of this service. Choose one that has nothing to do with it.',
};

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
          errors: [{ field: 'username', reason: 'taken', message: 'This username is taken. Try another one.' }],
        });
      case 'password-refused':
        throw new Problem('account.password_refused', { errors: result.reasons.map((reason) => this.explain(reason)) });
    }
  }

  private explain(reason: PasswordRefusal): FieldError {
    return { field: 'password', reason, message: explanations[reason](this.policy.rules.minLength) };
  }
}
