import type { ProblemBody } from '@postern/contracts';

export interface Reply<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

/** Speaks HTTP with a gateway as a native client does: bearer tokens, no cookies. */
export class Client {
  constructor(
    readonly url: string,
    private readonly bearer?: string,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  async send<Body = unknown>(method: string, path: string, body?: unknown): Promise<Reply<Body>> {
    const response = await fetch(new URL(path, this.url), {
      method,
      redirect: 'manual',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.bearer ? { authorization: `Bearer ${this.bearer}` } : {}),
        ...this.headers,
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
    return new Client(this.url, bearer, this.headers);
  }

  /** The same client with these headers on every call, such as `accept-language` or `user-agent`. */
  with(headers: Record<string, string>): Client {
    return new Client(this.url, this.bearer, { ...this.headers, ...headers });
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
