import type { ProvenAddress } from '../account/account-file.js';
import type { AccountFiles } from '../account/account-files.js';
import type { AuditEntry } from '../audit/audit-record.js';
import type { NoticeSubject } from '../notice/notices.js';

/** Something that happened elsewhere, with what the person hears of it. */
export interface NotedEvent {
  entry: AuditEntry & { accountId: NonNullable<AuditEntry['accountId']> };
  /** `email-verified`: the address is recovery's from now on. Null: recorded, and nothing more. */
  news: Exclude<NoticeSubject, { kind: 'email-verified' }> | ({ kind: 'email-verified' } & ProvenAddress) | null;
  notify: readonly string[];
}

/** Puts what the second factor tells into the audit record and into a notice, together. */
export class NoteEvent {
  constructor(private readonly files: AccountFiles) {}

  /** `passed-over`: the account is gone, or the message has been here. */
  async execute({ entry, news, notify }: NotedEvent, messageId: string): Promise<'noted' | 'passed-over'> {
    const { at, source, device } = entry;
    const noted = await this.files.change(
      entry.accountId,
      (file) => {
        file.record(entry);
        if (news?.kind === 'email-verified') file.verifiedBy(news, notify, { at, source, device });
        else if (news) file.tell(news, { at, source, device }, notify);
        return true;
      },
      messageId,
    );
    return noted ? 'noted' : 'passed-over';
  }
}
