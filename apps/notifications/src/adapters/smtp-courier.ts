import { emailField } from '@postern/contracts';
import { Redacted } from '@postern/kernel';
import nodemailer, { type Mail, type SMTPPoolOptions, type SMTPPoolSentMessageInfo } from 'nodemailer';
import { Courier, type Parcel, PassingDeliveryError, PermanentDeliveryError } from '../delivery/courier.js';

export interface SmtpSettings {
  /** `smtp://user:password@host:587` (STARTTLS where offered; `?requireTLS=true` insists) or `smtps://host:465`. */
  url: Redacted;
  /** `Postern <no-reply@example.org>` */
  from: string;
  /** Connections that are kept open to the server, per worker. */
  maxConnections: number;
  /** The longest that one message may take, in milliseconds, from waiting for a connection to its acceptance. */
  timeoutMs: number;
}

/** RFC 4954 section 6: credentials missing, refused, or too weak. A matter of configuration, not of the message. */
const authReplies = new Set([530, 534, 535, 538]);

/** E-mail over pooled SMTP connections. */
export class SmtpCourier extends Courier {
  private readonly transport: Mail<SMTPPoolSentMessageInfo, SMTPPoolOptions>;
  private readonly sender: string;
  private readonly domain: string;

  constructor(private readonly settings: SmtpSettings) {
    super();
    this.sender = /<([^<>]+)>\s*$/u.exec(settings.from)?.[1] ?? settings.from.trim();
    this.domain = this.sender.slice(this.sender.lastIndexOf('@') + 1);
    this.transport = nodemailer.createTransport({
      url: settings.url.reveal(),
      pool: true,
      maxConnections: settings.maxConnections,
      maxMessages: 1_000,
      // Whether to try again is the queue's decision, which also records it.
      maxRequeues: 0,
      connectionTimeout: settings.timeoutMs,
      greetingTimeout: settings.timeoutMs,
      socketTimeout: settings.timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async deliver({ id, to, rendered }: Parcel): Promise<{ providerReference: string }> {
    if (rendered.channel !== 'email') throw new PermanentDeliveryError('smtp.wrong_channel');
    // Anything but one plain address could address more people than one, or bring headers of its own.
    if (!emailField.safeParse(to).success) throw new PermanentDeliveryError('recipient.invalid');
    const messageId = `<${id}@${this.domain}>`;
    // `AbortSignal.timeout` would hold each message, however soon it is sent, until its time is over.
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), this.settings.timeoutMs);
    try {
      await this.transport.sendMail({
        messageId,
        from: this.settings.from,
        to: { name: '', address: to },
        envelope: { from: this.sender, to: [to] },
        subject: rendered.subject,
        text: rendered.text,
        html: rendered.html,
        // RFC 3834: no vacation notice answers a passcode.
        headers: { 'auto-submitted': 'auto-generated' },
        // A server that trickles its replies trips no socket timeout.
        signal: patience.signal,
      });
      return { providerReference: messageId };
    } catch (error) {
      throw deliveryError(error as { code?: string; responseCode?: number; permanent?: boolean; command?: string });
    } finally {
      clearTimeout(timer);
    }
  }

  onApplicationShutdown(): void {
    this.transport.close();
  }
}

function deliveryError(error: { code?: string; responseCode?: number; permanent?: boolean; command?: string }) {
  const reason = `smtp.${error.responseCode ?? error.code?.toLowerCase() ?? 'failed'}`;
  const aboutThisMessage = /^(?:MAIL FROM|RCPT TO|DATA)/u.test(error.command ?? '');
  const permanent = error.permanent === true && aboutThisMessage && !authReplies.has(error.responseCode ?? 0);
  return permanent ? new PermanentDeliveryError(reason) : new PassingDeliveryError(reason);
}
