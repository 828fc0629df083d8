import { Injectable } from '@nestjs/common';
import type { IssuedSessionView } from '@postern/contracts';
import type { Exchange } from '../edge/exchange.js';
import { FailedPasswords } from '../limits/failed-passwords.js';
import { OwnAccount } from '../services/own-account.js';
import { CurrentSession } from '../session/current-session.js';
import { SessionChecks } from '../session/session-checks.js';
import { SessionHandover } from '../session/session-handover.js';

/** All sessions of the account end, and this client gets a new one in place of its own. */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly session: CurrentSession,
    private readonly account: OwnAccount,
    private readonly sessions: SessionChecks,
    private readonly handover: SessionHandover,
    private readonly failedPasswords: FailedPasswords,
  ) {}

  /** @throws Problem `account.password_rejected`, `account.password_refused`, `session.step_up_required`. */
  async execute(change: { currentPassword: string; password: string }, exchange: Exchange): Promise<IssuedSessionView> {
    const { call, account, kind } = await this.session.of(exchange);
    const issued = await this.failedPasswords.watchAccount(exchange.source, account.id, () =>
      this.account.changePassword(change, call),
    );
    this.sessions.forgetAccount(account.id);
    return this.handover.give(issued, kind, exchange);
  }
}
