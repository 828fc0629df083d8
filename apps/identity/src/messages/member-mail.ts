import { messagesPerBatch, type OutgoingMessage } from '@postern/contracts';
import type { Account } from '@postern/identity-domain';
import { newId, secondsAfter } from '@postern/kernel';

/** Later than that it would only confuse. */
const worthTellingSeconds = 7 * 24 * 60 * 60;

/** The mail to those for whom an account was made, and who have yet to choose a password: one message of the queue for many of them. */
export class MemberMail {
  private readonly choosePassword: string;

  constructor(publicUrl: string) {
    this.choosePassword = `${publicUrl.replace(/\/+$/, '')}/forgot-password`;
  }

  messagesFor(
    accounts: readonly Account[],
    { organization, addedBy, at }: { organization: string; addedBy: string; at: Date },
  ): OutgoingMessage[] {
    const expiresAt = secondsAfter(at, worthTellingSeconds).toISOString();
    const recipients = accounts.map(({ id: accountId, username, email: to, locale }) => {
      const data = { username, organization, addedBy, choosePassword: this.choosePassword };
      return { id: newId<string>(), accountId, to, locale, data };
    });
    const batches = Array.from({ length: Math.ceil(recipients.length / messagesPerBatch) }, (_, index) =>
      recipients.slice(index * messagesPerBatch, (index + 1) * messagesPerBatch),
    );
    return batches.map((batch) => ({
      ...{ queue: 'notifications', name: 'send-messages' },
      body: { id: newId<string>(), template: 'member-added', expiresAt, replyTo: null, recipients: batch },
    }));
  }
}
