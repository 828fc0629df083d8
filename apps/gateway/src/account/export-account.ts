import { Injectable } from '@nestjs/common';
import type { AccountExport } from '@postern/contracts';
import type { Exchange } from '../edge/exchange.js';
import { Deliveries } from '../services/notifications.js';
import { OwnAccount } from '../services/own-account.js';
import { OwnFactors } from '../services/own-factors.js';
import { CurrentSession } from '../session/current-session.js';

/** Everything held about the person. Each service says what it has; one that is away makes the whole wait. */
@Injectable()
export class ExportAccount {
  constructor(
    private readonly session: CurrentSession,
    private readonly account: OwnAccount,
    private readonly factors: OwnFactors,
    private readonly deliveries: Deliveries,
  ) {}

  async execute(exchange: Exchange): Promise<AccountExport> {
    const { call, account } = await this.session.of(exchange);
    const ownFactors = async () => this.factors.export(await this.session.subject({ purpose: 'account' }, call));
    const [identity, mfa, notifications] = await Promise.all([
      this.account.export(call),
      ownFactors(),
      this.deliveries.export(account.id, exchange.client),
    ]);
    return { exportedAt: new Date().toISOString(), identity, mfa, notifications };
  }
}
