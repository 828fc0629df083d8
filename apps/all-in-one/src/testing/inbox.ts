import type { InboxMessage } from '@postern/contracts';
import type { Client } from './client.js';

/** Reads what the embedded installation delivered instead of sending it. */
export class Inbox {
  constructor(private readonly client: Client) {}

  messages(to: string): Promise<InboxMessage[]> {
    return this.client.expect('GET', `/dev/inbox/messages?to=${encodeURIComponent(to)}`);
  }

  /** Waits for a message that is not among `known`; newest first. */
  async next(
    to: string,
    template: string,
    known: ReadonlySet<string> = new Set(),
    timeoutMilliseconds = 10_000,
  ): Promise<InboxMessage> {
    const deadline = Date.now() + timeoutMilliseconds;
    for (;;) {
      const found = (await this.messages(to)).find(
        (message) => message.template === template && !known.has(message.id),
      );
      if (found) return found;
      if (Date.now() > deadline)
        throw new Error(`no "${template}" came for ${to} within ${timeoutMilliseconds / 1000} s`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

export const codeIn = ({ text }: Pick<InboxMessage, 'text'>): string => {
  const code = /\b(\d{6})\b/.exec(text)?.[1];
  if (!code) throw new Error('the message has no six-digit code');
  return code;
};

export const linkTokenIn = ({ text }: Pick<InboxMessage, 'text'>): string => {
  const token = /#token=([A-Za-z0-9_-]+)/.exec(text)?.[1];
  if (!token) throw new Error('the message has no link');
  return token;
};
