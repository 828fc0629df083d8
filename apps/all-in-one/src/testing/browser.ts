export interface BrowserReply<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

/** Keeps cookies as a browser does, and sends what a browser sends with a call from its own page. */
export class Browser {
  readonly cookies = new Map<string, string>();
  /** Every `Set-Cookie` line so far, word for word. */
  readonly setCookies: string[] = [];

  constructor(
    private readonly url: string,
    private readonly origin = 'http://localhost:3000',
  ) {}

  async send<Body = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<BrowserReply<Body>> {
    const response = await fetch(new URL(path, this.url), {
      method,
      headers: {
        origin: this.origin,
        'sec-fetch-site': 'same-origin',
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text && JSON.parse(text)) as Body };
  }

  private keep(line: string): void {
    this.setCookies.push(line);
    const [pair = ''] = line.split(';');
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    if (value === '' || /max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
