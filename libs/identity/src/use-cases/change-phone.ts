import type { AccountId } from '@postern/kernel';
import type { Account } from '../account/account.js';
import type { AccountFiles } from '../account/account-files.js';
import type { Occasion } from '../account/occasion.js';

export class ChangePhone {
  constructor(private readonly files: AccountFiles) {}

  /** The contact number, null for none; it proves nothing. Undefined when the account is gone. */
  execute(accountId: AccountId, phone: string | null, occasion: Occasion): Promise<Account | undefined> {
    return this.files.change(accountId, (file) => {
      if (file.account.phone !== phone) file.changePhone(phone, occasion);
      return file.account;
    });
  }
}
