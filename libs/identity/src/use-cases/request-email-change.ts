import { newId, type AccountId } from '@postern/kernel';
import type { AccountFiles } from '../account/account-files.js';
import type { Credentials } from '../account/credentials.js';
import type { EmailChange, EmailChangeId } from '../account/email-change.js';
import type { Occasion } from '../account/occasion.js';

export class RequestEmailChange {
  constructor(
    private readonly files: AccountFiles,
    private readonly credentials: Credentials,
  ) {}

  /**
   * Whether the address is somebody's shows neither in the outcome nor in the work: one message leaves, to the address or to
   * its owner (S20). Undefined when the account is gone.
   */
  async execute(accountId: AccountId, email: string, occasion: Occasion): Promise<EmailChange | undefined> {
    const taken = await this.credentials.findByIdentifier(email);
    const holder = taken && { ...taken, id: taken.accountId };
    return this.files.change(accountId, (file) => file.requestEmail(newId<EmailChangeId>(), email, holder, occasion));
  }
}
