import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

export interface ReceivedText {
  sid: string;
  to: string;
  from: string | null;
  messagingServiceSid: string | null;
  body: string;
  validityPeriodSeconds: number | null;
  receivedAt: Date;
}

/** An error as Twilio's API gives it: HTTP status and its own code, for example `{ status: 400, code: 21211 }`. */
export interface TwilioRefusal {
  status: number;
  code: number;
  message?: string;
}

export interface TwilioPeerOptions {
  /** A free one when absent. */
  port?: number;
  accountSid?: string;
  authToken?: string;
  /** Asked for each well-formed message before it is taken; `seen` counts the earlier ones. A promise holds the reply. */
  onMessage?: (message: ReceivedText, seen: number) => TwilioRefusal | undefined | Promise<TwilioRefusal | undefined>;
}

/** An HTTP server that answers `POST /2010-04-01/Accounts/{sid}/Messages.json` the way Twilio's API does. */
export class TwilioPeer {
  readonly accountSid: string;
  readonly authToken: string;
  readonly received: ReceivedText[] = [];
  private seen = 0;
  private readonly options: TwilioPeerOptions;
  private readonly server: Server;

  private constructor(options: TwilioPeerOptions) {
    this.options = options;
    this.accountSid = options.accountSid ?? `AC${randomBytes(16).toString('hex')}`;
    this.authToken = options.authToken ?? randomBytes(16).toString('hex');
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  static async start(options: TwilioPeerOptions = {}): Promise<TwilioPeer> {
    const peer = new TwilioPeer(options);
    peer.server.listen(options.port ?? 0, '127.0.0.1');
    await once(peer.server, 'listening');
    return peer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
    const refused = this.refuse(request, form);
    if (refused) return fail(response, refused);
    const text: ReceivedText = {
      sid: `SM${randomBytes(16).toString('hex')}`,
      to: form.get('To') ?? '',
      from: form.get('From'),
      messagingServiceSid: form.get('MessagingServiceSid'),
      body: form.get('Body') ?? '',
      validityPeriodSeconds: form.has('ValidityPeriod') ? Number(form.get('ValidityPeriod')) : null,
      receivedAt: new Date(),
    };
    const verdict = await this.options.onMessage?.(text, this.seen++);
    if (verdict) return fail(response, verdict);
    this.received.push(text);
    reply(response, 201, {
      sid: text.sid,
      account_sid: this.accountSid,
      api_version: '2010-04-01',
      to: text.to,
      from: text.from,
      messaging_service_sid: text.messagingServiceSid,
      body: text.body,
      status: text.messagingServiceSid ? 'accepted' : 'queued',
      direction: 'outbound-api',
      num_segments: '1',
      num_media: '0',
      error_code: null,
      error_message: null,
      price: null,
      price_unit: 'USD',
      date_created: text.receivedAt.toUTCString(),
      date_updated: text.receivedAt.toUTCString(),
      date_sent: null,
      uri: `/2010-04-01/Accounts/${this.accountSid}/Messages/${text.sid}.json`,
      subresource_uris: {},
    });
  }

  private refuse(request: IncomingMessage, form: URLSearchParams): TwilioRefusal | undefined {
    const basic = Buffer.from(`${this.accountSid}:${this.authToken}`).toString('base64');
    if (request.headers.authorization !== `Basic ${basic}`) {
      return { status: 401, code: 20003, message: 'Authenticate' };
    }
    if (request.method !== 'POST' || request.url !== `/2010-04-01/Accounts/${this.accountSid}/Messages.json`) {
      return { status: 404, code: 20404, message: `The requested resource ${request.url} was not found` };
    }
    if (!form.get('Body')) return { status: 400, code: 21602, message: 'Message body is required.' };
    if (!form.get('From') && !form.get('MessagingServiceSid')) {
      return { status: 400, code: 21603, message: "A 'From' phone number is required." };
    }
    if (!/^\+[1-9]\d{6,14}$/.test(form.get('To') ?? '')) {
      return { status: 400, code: 21211, message: `Invalid 'To' Phone Number: ${form.get('To')}` };
    }
    return undefined;
  }
}

function fail(response: ServerResponse, { status, code, message }: TwilioRefusal): void {
  reply(response, status, {
    code,
    message: message ?? 'The message was refused',
    more_info: `https://www.twilio.com/docs/errors/${code}`,
    status,
  });
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
