import { newId } from '@postern/kernel';
import type { AccountFiles } from '../account/account-files.js';
import type { Credentials } from '../account/credentials.js';
import type { Occasion } from '../account/occasion.js';
import type { PasswordResetId } from '../recovery/password-reset.js';

export class SendPasswordReset {
  constructor(
    private readonly files: AccountFiles,
    private readonly credentials: Credentials,
  ) {}

  /** Nothing where nobody is found. `messageId`: twice asked by the same message is once. */
  async execute(
    request: { identifier: string; application: string | null },
    occasion: Occasion,
    messageId: string,
  ): Promise<void> {
    const found = await this.credentials.findByIdentifier(request.identifier);
    if (!found) return;
    await this.files.change(
      found.accountId,
      (file) => file.requestReset(newId<PasswordResetId>(), request.application, occasion),
      messageId,
    );
  }
}
