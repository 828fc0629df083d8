import { Body, Controller, Post } from '@nestjs/common';
import { registerAccountRequest, type RegisterAccountRequest, type RegisteredAccount } from '@postern/contracts';
import { Endpoint } from '../api-reference/endpoint.js';
import { examples } from '../api-reference/examples.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { Limits } from '../limits/limits.js';
import { Identity } from '../services/identity.js';

@Controller('v1/accounts')
export class AccountsController {
  constructor(
    private readonly identity: Identity,
    private readonly limits: Limits,
  ) {}

  @Post()
  @Endpoint({
    tag: 'Account',
    summary: 'Register an account',
    description:
      'An e-mail address that already has an account gets the same reply as any other; its owner is told by e-mail, and nothing is created.',
    body: examples.registerAccount,
    reply: [201, 'RegisteredAccount', examples.registeredAccount],
    problems: ['account.username_taken', 'account.password_refused', 'request.rate_limited', 'service.overloaded'],
  })
  async register(
    @Body({ schema: registerAccountRequest }) account: RegisterAccountRequest,
    @CurrentExchange() { source, client }: Exchange,
  ): Promise<RegisteredAccount> {
    await this.limits.registration(source);
    return this.identity.register(account, client);
  }
}
