import type { ConfirmedChange } from '../account/account-file.js';
import type { AccountFiles } from '../account/account-files.js';
import type { Occasion } from '../account/occasion.js';
import type { LinkTokens } from '../recovery/link-tokens.js';

export class ConfirmEmailChange {
  constructor(
    private readonly files: AccountFiles,
    private readonly links: LinkTokens,
  ) {}

  /** Whoever has the link reads the mail at the new address. Taken by somebody else meanwhile, the link is of no use any more. */
  async execute(token: string, occasion: Occasion): Promise<ConfirmedChange> {
    const id = this.links.read('email-change', token);
    const holder = id && (await this.files.holderOf('email-change', id));
    if (!id || !holder) return { outcome: 'unknown' };
    const outcome = await this.files.changeEmail(holder, (file) => file.confirmEmail(id, occasion));
    return outcome === 'email-taken' ? { outcome: 'expired' } : (outcome ?? { outcome: 'unknown' });
  }
}
