import { once } from 'node:events';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  from: string;
  to: string[];
  messageId: string;
  subject: string;
  text: string;
  html: string;
  /** Name in lower case → value; the last one where a header is repeated. */
  headers: Record<string, string>;
  raw: string;
  receivedAt: Date;
}

/** An SMTP reply other than acceptance, for example `{ code: 451, text: 'try later' }`. */
export interface SmtpRefusal {
  code: number;
  text: string;
}

export interface SmtpSinkOptions {
  /** A free one when absent. */
  port?: number;
  /** Asked for each RCPT TO; `seen` counts the earlier ones. A promise holds the conversation open. */
  onRecipient?: (address: string, seen: number) => SmtpRefusal | undefined | Promise<SmtpRefusal | undefined>;
  /** Asked when a whole message has arrived, before it is acknowledged. */
  onMail?: (mail: ReceivedMail, seen: number) => SmtpRefusal | undefined | Promise<SmtpRefusal | undefined>;
  /** Makes the sink demand AUTH, and refuse any other pair. */
  credentials?: { user: string; password: string };
  /** `false`: accept and count only, for load; `received` stays empty. */
  keep?: boolean;
}

/** A real SMTP server that keeps what it accepts. */
export class SmtpSink {
  readonly received: ReceivedMail[] = [];
  /** Messages accepted, also when they are not kept. */
  accepted = 0;
  /** Connections opened so far: a pooled sender opens few. */
  connections = 0;
  private recipients = 0;
  private mails = 0;
  private waiters: (() => void)[] = [];
  private readonly options: SmtpSinkOptions;
  private readonly server: SMTPServer;

  private constructor(options: SmtpSinkOptions) {
    this.options = options;
    const { credentials } = options;
    this.server = new SMTPServer({
      disabledCommands: credentials ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
      allowInsecureAuth: true,
      authOptional: !credentials,
      disableReverseLookup: true,
      closeTimeout: 200,
      onConnect: (_session, done) => {
        this.connections += 1;
        done();
      },
      onAuth: ({ username, password }, _session, done) => {
        if (credentials && username === credentials.user && password === credentials.password) {
          done(null, { user: username });
        } else done(refusal({ code: 535, text: 'authentication failed' }));
      },
      onRcptTo: ({ address }, _session, done) => {
        void settle(this.options.onRecipient?.(address, this.recipients++), done);
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const envelope = session.envelope;
          const from = envelope.mailFrom ? envelope.mailFrom.address : '';
          void this.take(
            Buffer.concat(chunks),
            from,
            envelope.rcptTo.map(({ address }) => address),
            done,
          );
        });
      },
    });
    // A client that dies in mid-conversation is part of what is tested.
    this.server.on('error', () => undefined);
  }

  static async start(options: SmtpSinkOptions = {}): Promise<SmtpSink> {
    const sink = new SmtpSink(options);
    sink.server.listen(options.port ?? 0, '127.0.0.1');
    await once(sink.server.server, 'listening');
    return sink;
  }

  get port(): number {
    return (this.server.server.address() as { port: number }).port;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** Waits until `count` messages have been accepted. @throws after `timeoutMs` */
  async waitFor(count: number, timeoutMs = 20_000): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (this.accepted < count) {
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`the SMTP sink accepted ${this.accepted} of ${count} messages`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.waiters.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
    });
  }

  private async take(raw: Buffer, from: string, to: string[], done: (error?: Error | null) => void): Promise<void> {
    if (this.options.keep === false) {
      this.accept();
      return done();
    }
    const mail = await parse(raw, from, to);
    const refused = await this.options.onMail?.(mail, this.mails++);
    if (refused) return done(refusal(refused));
    this.received.push(mail);
    this.accept();
    done();
  }

  private accept(): void {
    this.accepted += 1;
    for (const wake of this.waiters.splice(0)) wake();
  }
}

const refusal = ({ code, text }: SmtpRefusal): Error => Object.assign(new Error(text), { responseCode: code });

async function settle(
  verdict: SmtpRefusal | undefined | Promise<SmtpRefusal | undefined>,
  done: (error?: Error | null) => void,
): Promise<void> {
  const refused = await verdict;
  done(refused ? refusal(refused) : null);
}

async function parse(raw: Buffer, from: string, to: string[]): Promise<ReceivedMail> {
  const mail = await PostalMime.parse(raw);
  return {
    from,
    to,
    messageId: mail.messageId ?? '',
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
    headers: Object.fromEntries(mail.headers.map(({ key, value }) => [key, value])),
    raw: raw.toString('utf8'),
    receivedAt: new Date(),
  };
}
