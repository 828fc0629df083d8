import type { Clock } from '@postern/kernel';
import type { Useless } from '../account/account-file.js';
import type { AccountFiles } from '../account/account-files.js';
import { Undoing, type NoticeEffect } from '../notice/undoing.js';
import type { LinkTokens } from '../recovery/link-tokens.js';

export interface NoticeSummary {
  kind: string;
  happenedAt: Date;
  username: string;
  effects: NoticeEffect[];
}
export type ReadNoticeOutcome = ({ outcome: 'found' } & NoticeSummary) | { outcome: Useless };

/** What a notice was about, and what its "this was not me" would do now. Changes nothing: mail scanners look as well. */
export class ReadNotice {
  constructor(
    private readonly files: AccountFiles,
    private readonly links: LinkTokens,
    private readonly clock: Clock,
  ) {}

  async execute(token: string): Promise<ReadNoticeOutcome> {
    const id = this.links.read('notice', token);
    const holder = id && (await this.files.holderOf('notice', id));
    if (!holder) return { outcome: 'unknown' };
    const now = this.clock.now();
    const found = await this.files.change(holder, (file): ReadNoticeOutcome => {
      const notice = file.notices.find((one) => one.id === id);
      const standing = notice?.standing(now) ?? 'unknown';
      if (!notice || standing !== 'open') return { outcome: standing as Useless };
      const { kind, at: happenedAt } = notice;
      const { username } = file.account;
      const { effects } = new Undoing(notice, file);
      return { outcome: 'found', kind, happenedAt, username, effects };
    });
    return found ?? { outcome: 'unknown' };
  }
}
