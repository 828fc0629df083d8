import type { HandlerContext, MessageBody } from '@postern/contracts';
import type { AccountId } from '@postern/kernel';
import { MemberCopies, type OrganizationId, type WordOfMembers } from '@postern/mfa-domain';
import { ReminderPages } from '../organizations/reminder-pages.js';
import { PgMemberCopies } from '../postgres/pg-member-copies.js';
import type { Once } from './once.js';

type Told = Pick<MessageBody<'mfa', 'members.changed'>, 'organizationId' | 'members' | 'left' | 'revision'>;

/** What identity says of the members of organizations, and the pages of reminders to them. */
export class MemberHandlers {
  constructor(
    private readonly once: Once,
    private readonly copies: MemberCopies,
    private readonly reminders: ReminderPages,
  ) {}

  changed(word: Told, { messageId }: HandlerContext): Promise<void> {
    return this.once.act(messageId, (transaction) => new PgMemberCopies(transaction).take(wordOf(word)));
  }

  /** Whether it was heard before, the copy tells by its revision. */
  listed(word: Told): Promise<void> {
    return this.copies.take(wordOf(word));
  }

  remind(page: MessageBody<'mfa', 'send-reminders'>, { messageId }: HandlerContext): Promise<void> {
    return this.once.act(messageId, (transaction) => this.reminders.send(transaction, page));
  }
}

const wordOf = ({ organizationId, members, left, revision }: Told): WordOfMembers => ({
  organizationId: organizationId as OrganizationId,
  members: members.map((member) => ({
    ...member,
    accountId: member.accountId as AccountId,
    accountCreatedAt: new Date(member.accountCreatedAt),
  })),
  left: left as AccountId[],
  revision,
});
