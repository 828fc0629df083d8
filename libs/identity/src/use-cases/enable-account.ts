import type { AccountId, Clock } from '@postern/kernel';
import type { AccountStates } from '../account/account-states.js';
import type { Administrator } from '../application/application.js';
import { auditEntry } from '../audit/audit-record.js';

export class EnableAccount {
  constructor(
    private readonly states: AccountStates,
    private readonly clock: Clock,
  ) {}

  execute(accountId: AccountId, by: Administrator): Promise<'enabled' | 'not-found'> {
    return this.states.enable(
      accountId,
      auditEntry({ kind: 'account.enabled', accountId, at: this.clock.now(), ...by }),
    );
  }
}
