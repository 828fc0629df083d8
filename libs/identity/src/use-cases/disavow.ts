import type { Useless } from '../account/account-file.js';
import type { AccountFiles } from '../account/account-files.js';
import type { Occasion } from '../account/occasion.js';
import type { NoticeId } from '../notice/notice.js';
import type { LinkTokens } from '../recovery/link-tokens.js';
import type { NoticeSummary } from './read-notice.js';

export type DisavowOutcome = ({ outcome: 'disavowed' } & NoticeSummary) | { outcome: Useless };

/** "This was not me": takes back what can be taken back, and gives the account to whoever reads its mail (R13). */
export class Disavow {
  constructor(
    private readonly files: AccountFiles,
    private readonly links: LinkTokens,
  ) {}

  async execute(token: string, occasion: Occasion): Promise<DisavowOutcome> {
    const id = this.links.read('notice', token) as NoticeId | null;
    const holder = id && (await this.files.holderOf('notice', id));
    if (!id || !holder) return { outcome: 'unknown' };
    const done = await this.files.change(holder, (file): DisavowOutcome => {
      const result = file.disavow(id, occasion);
      if (result.outcome !== 'disavowed') return result;
      const { kind, at: happenedAt } = result.notice;
      const { username } = file.account;
      return { outcome: 'disavowed', kind, happenedAt, username, effects: result.effects };
    });
    return done ?? { outcome: 'unknown' };
  }
}
