import { secondsAfter, type AccountId } from '@postern/kernel';
import type { AccountFiles, Indispensable } from '../account/account-files.js';
import type { Occasion } from '../account/occasion.js';

export class CloseAccount {
  constructor(
    private readonly files: AccountFiles,
    /** For so long the account is closed but still there. */
    readonly graceDays: number,
  ) {}

  /**
   * Sessions, factors and devices end at once. Undefined when the account is gone or not open. The last operator stays, for
   * an installation that nobody can administer is lost, and so does the last administrator of other people's organization.
   */
  execute(
    accountId: AccountId,
    occasion: Occasion,
  ): Promise<{ closedAt: Date; deletedAt: Date } | Indispensable | undefined> {
    const deletedAt = secondsAfter(occasion.at, this.graceDays * 24 * 60 * 60);
    return this.files.retire(accountId, (file) => {
      if (!file.account.isActive) return undefined;
      file.close(deletedAt, occasion);
      return { closedAt: occasion.at, deletedAt };
    });
  }
}
