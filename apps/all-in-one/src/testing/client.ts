import type { FlowView, InboxMessage, ProblemBody, RegisterAccountRequest, SessionView } from '@postern/contracts';

export interface Reply<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

/** Speaks HTTP with a gateway as a native client does: bearer tokens, no cookies. */
export class Client {
  constructor(
    readonly url: string,
    private bearer?: string,
  ) {}

  async send<Body = unknown>(method: string, path: string, body?: unknown): Promise<Reply<Body>> {
    const response = await fetch(new URL(path, this.url), {
      method,
      redirect: 'manual',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.bearer ? { authorization: `Bearer ${this.bearer}` } : {}),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson(response) ? JSON.parse(text) : text) as Body,
    };
  }

  /** @throws UnexpectedReply unless the answer is a success. */
  async expect<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    const reply = await this.send<Body>(method, path, body);
    if (reply.status >= 300) throw new UnexpectedReply(method, path, reply.status, reply.body as ProblemBody);
    return reply.body;
  }

  as(bearer: string): Client {
    return new Client(this.url, bearer);
  }
}

const isJson = (response: Response): boolean => /json/.test(response.headers.get('content-type') ?? '');

export class UnexpectedReply extends Error {
  override readonly name = 'UnexpectedReply';

  constructor(
    method: string,
    path: string,
    readonly status: number,
    readonly problem: ProblemBody,
  ) {
    super(`${method} ${path} answered ${status}: ${JSON.stringify(problem)}`);
  }
}

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

export const codeIn = ({ text }: InboxMessage): string => {
  const code = /\b(\d{6})\b/.exec(text)?.[1];
  if (!code) throw new Error('the message has no six-digit code');
  return code;
};

export const linkTokenIn = ({ text }: InboxMessage): string => {
  const token = /#token=([A-Za-z0-9_-]+)/.exec(text)?.[1];
  if (!token) throw new Error('the message has no link');
  return token;
};

export type { FlowView, RegisterAccountRequest, SessionView };
