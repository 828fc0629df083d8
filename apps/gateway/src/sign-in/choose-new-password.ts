import { Injectable } from '@nestjs/common';
import type { FlowView } from '@postern/contracts';
import { Problem } from '@postern/platform';
import type { Exchange } from '../edge/exchange.js';
import { Identity } from '../services/identity.js';
import { SessionChecks } from '../session/session-checks.js';
import { CurrentFlow } from './current-flow.js';
import { flowViewOf } from './flow-replies.js';

/** The end of a recovery: a new password. Nobody is signed in by it (S13), and whoever was is not any more. */
@Injectable()
export class ChooseNewPassword {
  constructor(
    private readonly flow: CurrentFlow,
    private readonly identity: Identity,
    private readonly sessions: SessionChecks,
  ) {}

  /** @throws Problem `account.password_refused`, `flow.step_out_of_order`, `assurance.refused`. */
  async execute(password: string, exchange: Exchange): Promise<FlowView> {
    const current = await this.flow.of(exchange);
    const state = await this.flow.at('choose-password', current.call);
    if (state.assuranceToken === undefined) throw new Problem('service.unexpected');
    await this.identity.resetPassword({ assuranceToken: state.assuranceToken, password }, exchange.client);
    this.sessions.forgetAccount(state.accountId);
    await this.flow.leave(exchange, current);
    return { ...flowViewOf(state), step: { kind: 'complete' } };
  }
}
