import { Injectable } from '@nestjs/common';
import type { FlowView } from '@postern/contracts';
import { Problem } from '@postern/platform';
import type { Exchange } from '../edge/exchange.js';
import { FailedPasswords } from '../limits/failed-passwords.js';
import { Identity } from '../services/identity.js';
import { Mfa } from '../services/mfa.js';
import { CurrentFlow } from './current-flow.js';

/** The password again, in a step-up: to identity with mfa's token for this flow, and identity's word back to mfa. */
@Injectable()
export class ConfirmPassword {
  constructor(
    private readonly flow: CurrentFlow,
    private readonly identity: Identity,
    private readonly mfa: Mfa,
    private readonly failedPasswords: FailedPasswords,
  ) {}

  /** @throws Problem `account.password_rejected`, `flow.step_out_of_order`, `request.rate_limited`. */
  execute(password: string, exchange: Exchange): Promise<FlowView> {
    return this.flow.step(exchange, async (call) => {
      const { accountId, confirmationToken } = await this.flow.at('confirm-password', call);
      if (confirmationToken === undefined) throw new Problem('service.unexpected');
      const { subjectToken } = await this.failedPasswords.watchAccount(exchange.source, accountId, () =>
        this.identity.confirmPassword({ confirmationToken, password }, exchange.client),
      );
      return this.mfa.act('password', { subjectToken }, call);
    });
  }
}
