import { secondsAfter, type AccountId } from '@postern/kernel';
import type { AccountFiles } from '../account/account-files.js';
import type { Occasion } from '../account/occasion.js';

export class CloseAccount {
  constructor(
    private readonly files: AccountFiles,
    /** For so long the account is closed but still there. */
    private readonly graceDays: number,
  ) {}

  /** Sessions, factors and devices end at once. Undefined when the account is gone or not open. */
  execute(accountId: AccountId, occasion: Occasion): Promise<{ closedAt: Date; deletedAt: Date } | undefined> {
    const deletedAt = secondsAfter(occasion.at, this.graceDays * 24 * 60 * 60);
    return this.files.change(accountId, (file) => {
      if (!file.account.isActive) return undefined;
      file.close(deletedAt, occasion);
      return { closedAt: occasion.at, deletedAt };
    });
  }
}
