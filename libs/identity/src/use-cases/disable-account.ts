import type { AccountId, Clock } from '@postern/kernel';
import type { AccountStates } from '../account/account-states.js';
import type { Administrator } from '../application/application.js';
import { auditEntry } from '../audit/audit-record.js';

export type DisableAccountOutcome = 'disabled' | 'own-account' | 'last-operator' | 'not-found';

export class DisableAccount {
  constructor(
    private readonly states: AccountStates,
    private readonly clock: Clock,
  ) {}

  /** Nobody disables himself, and one operator always remains: an installation that nobody can administer is lost. */
  async execute(accountId: AccountId, by: Administrator): Promise<DisableAccountOutcome> {
    if (accountId === by.actor) return 'own-account';
    return this.states.disable(
      accountId,
      auditEntry({ kind: 'account.disabled', accountId, at: this.clock.now(), ...by }),
    );
  }
}
