import type { AccountFiles } from '../account/account-files.js';
import type { Credentials } from '../account/credentials.js';
import type { Occasion } from '../account/occasion.js';

export class SendUsername {
  constructor(
    private readonly files: AccountFiles,
    private readonly credentials: Credentials,
  ) {}

  /** Nothing for an address that is nobody's. `messageId`: twice asked by the same message is once. */
  async execute(email: string, occasion: Occasion, messageId: string): Promise<void> {
    // A username typed here is nobody's address.
    const found = email.includes('@') ? await this.credentials.findByIdentifier(email) : undefined;
    if (found) await this.files.change(found.accountId, (file) => file.mailUsername(occasion), messageId);
  }
}
