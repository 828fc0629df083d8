import { Client, type Reply } from '../../src/testing/index.js';

/** Members of requests and replies whose value nobody but the person and the carriers may ever see. */
const secretMembers = [
  'password',
  'currentPassword',
  'code',
  'codes',
  'token',
  'flowToken',
  'deviceToken',
  'secret',
  'ceremony',
  'signature',
];
/** Codes of problems look like this; they are no secret. */
const problemCode = /^[a-z_]+\.[a-z_]+$/;

/** What was planted: secret → where it was seen. */
export class Secrets {
  readonly planted = new Map<string, string>();

  plant(what: string, secret: string): void {
    if (!this.planted.has(secret)) this.planted.set(secret, what);
  }

  /** Everything secret in a request, a reply or a message, however deep. */
  plantAll(body: unknown, what = ''): void {
    if (Array.isArray(body)) body.forEach((item) => this.plantAll(item, what));
    else if (typeof body === 'object' && body !== null)
      for (const [name, value] of Object.entries(body)) this.plantAll(value, name);
    else if (typeof body === 'string' && secretMembers.includes(what) && body.length >= 6 && !problemCode.test(body))
      this.plant(what, body);
  }

  get kinds(): Set<string> {
    return new Set(this.planted.values());
  }

  /** Kinds of the secrets that can be read in `kept`. */
  foundIn(kept: string): string[] {
    // Six digits in a row turn up in the hexadecimal digits of ids by chance.
    const withoutIds = kept.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '');
    return [...this.planted]
      .filter(([secret]) =>
        /^\d{6}$/.test(secret)
          ? new RegExp(`(?<![\\w.])${secret}(?!\\w)`).test(withoutIds)
          : spellings(secret).some((spelling) => kept.includes(spelling)),
      )
      .map(([secret, what]) => `${what} (${secret.length} characters)`);
  }
}

/** A recovery code is typed in many ways, and could be kept in each. */
const spellings = (secret: string): string[] =>
  /^\w{4}(-\w{4}){3}$/.test(secret)
    ? [secret, secret.replaceAll('-', ''), secret.toUpperCase(), secret.replaceAll('-', '').toUpperCase()]
    : [secret];

/** Plants whatever secret goes through it, either way. */
export class PlantingClient extends Client {
  constructor(
    url: string,
    private readonly secrets: Secrets,
    token?: string,
  ) {
    super(url, token);
  }

  override async send<Body = unknown>(method: string, path: string, body?: unknown): Promise<Reply<Body>> {
    this.secrets.plantAll(body);
    const reply = await super.send<Body>(method, path, body);
    this.secrets.plantAll(reply.body);
    return reply;
  }

  override as(token: string): Client {
    if (token) this.secrets.plant('token', token);
    return new PlantingClient(this.url, this.secrets, token);
  }
}
