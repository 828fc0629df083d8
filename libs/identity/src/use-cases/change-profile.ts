import type { AccountId } from '@postern/kernel';
import type { Account, ProfileChanges } from '../account/account.js';
import type { AccountFiles } from '../account/account-files.js';
import type { Occasion } from '../account/occasion.js';

export class ChangeProfile {
  constructor(private readonly files: AccountFiles) {}

  /** The account as it is then; undefined when it is gone. */
  execute(accountId: AccountId, changes: ProfileChanges, occasion: Occasion): Promise<Account | undefined> {
    return this.files.change(accountId, ({ account }) => {
      if (Object.keys(changes).length > 0) account.changeProfile(changes, occasion);
      return account;
    });
  }
}
