import type { Useless } from '../account/account-file.js';
import type { AccountFiles } from '../account/account-files.js';
import type { Credential, Credentials } from '../account/credentials.js';
import type { Occasion } from '../account/occasion.js';
import type { LinkTokens } from '../recovery/link-tokens.js';

export type OpenResetLinkOutcome =
  { outcome: 'opened'; credential: Credential; application: string | null } | { outcome: Useless };

export class OpenResetLink {
  constructor(
    private readonly files: AccountFiles,
    private readonly credentials: Credentials,
    private readonly links: LinkTokens,
  ) {}

  /** Begins a recovery, once; what comes next is the second factor (S13). */
  async execute(token: string, occasion: Occasion): Promise<OpenResetLinkOutcome> {
    const id = this.links.read('password-reset', token);
    const holder = id && (await this.files.holderOf('password-reset', id));
    if (!id || !holder) return { outcome: 'unknown' };
    const opened = await this.files.change(holder, (file) => file.openReset(id, occasion));
    if (opened?.outcome !== 'opened') return { outcome: opened?.outcome ?? 'unknown' };
    const credential = await this.credentials.get(holder);
    // What changed between the two is found out at the end of the flow, by the version that this one begins with.
    if (!credential) return { outcome: 'unknown' };
    const { application, credentialVersion } = opened.reset;
    return { outcome: 'opened', credential: { ...credential, credentialVersion }, application };
  }
}
