import type { AccountId } from '@postern/kernel';
import type { Accounts } from '../account/accounts.js';

export class MarkEmailVerified {
  constructor(private readonly accounts: Accounts) {}

  /** An address other than the account's own changes nothing here: it belongs to the second factor alone. */
  async execute(accountId: AccountId, address: string, at: Date): Promise<void> {
    const account = await this.accounts.get(accountId);
    if (!account) return;
    account.verifyEmail(address, at);
    await this.accounts.save(account);
  }
}
