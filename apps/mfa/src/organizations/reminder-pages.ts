import { emailField, messagesPerBatch, type MessageBody, type OutgoingMessage } from '@postern/contracts';
import { Clock, newId, secondsAfter, type AccountId } from '@postern/kernel';
import type { EffectivePolicies, MemberStanding, OrganizationId } from '@postern/mfa-domain';
import type { Outbox, Queryable } from '@postern/platform';
import { PgMemberStandings } from '../postgres/pg-member-standings.js';

type Asked = MessageBody<'mfa', 'send-reminders'>;

/** A reminder that comes later than this helps nobody any more. */
const noticeSeconds = 3 * 24 * 3600;

/** One page of a reminder after the other: one job for each page of people, and one that asks for the next page. */
export class ReminderPages {
  /** @param signIn where the message sends people */
  constructor(
    private readonly policies: EffectivePolicies,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly signIn: string,
  ) {}

  /** In the transaction that notes that it was asked for. Whoever has set up a method meanwhile gets none. */
  async send(transaction: Queryable, asked: Asked): Promise<void> {
    const organization = { id: asked.organizationId as OrganizationId, name: asked.organization };
    const at = this.clock.now();
    const policy = await this.policies.now({ organization, application: null });
    const measure = { organizationId: organization.id, policy, at };
    const wanted = { after: asked.after as AccountId | null, limit: messagesPerBatch };
    const { members, next } = await new PgMemberStandings(transaction).without(measure, wanted);
    const reachable = members.filter(({ member }) => emailField.safeParse(member.email).success);
    const messages: OutgoingMessage[] = next
      ? [{ queue: 'mfa', name: 'send-reminders', body: { ...asked, after: next } }]
      : [];
    if (reachable.length > 0) messages.push(this.batch(asked, reachable, at));
    await this.outbox.addIn(transaction, messages);
  }

  private batch({ organization }: Asked, members: readonly MemberStanding[], at: Date): OutgoingMessage {
    return {
      queue: 'notifications',
      name: 'send-messages',
      body: {
        id: newId(),
        template: 'mfa-reminder',
        expiresAt: secondsAfter(at, noticeSeconds).toISOString(),
        replyTo: null,
        recipients: members.map(({ member: { accountId, username, email, locale } }) => ({
          id: newId(),
          accountId,
          to: email,
          locale,
          data: { username, organization, signIn: this.signIn },
        })),
      },
    };
  }
}
