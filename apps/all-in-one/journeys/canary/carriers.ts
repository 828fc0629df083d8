import { randomUUID } from 'node:crypto';
import type { InboxMessage } from '@postern/contracts';
import { SmtpSink, type ReceivedMail } from '@postern/local-services/smtp-sink';
import { TwilioPeer, type ReceivedText } from '@postern/local-services/twilio-peer';
import { eventually } from '@postern/platform/testing';
import { Person } from '../../src/testing/index.js';
import type { Secrets } from './secrets.js';

const subjects: Record<string, RegExp> = {
  'verify-email': /Verify Your Email/,
  'temporary-passcode': /Temporary Passcode/,
  'recover-factors': /Set up new sign-in methods/,
  'password-reset': /Choose a new password/,
  'confirm-email': /Confirm your new email address/,
  'factor-added': /New sign-in method/,
  'account-closed': /Account closed/,
};

/** A mail server and an SMS provider, which are the only ones that may see a secret. */
export class Carriers {
  refuseMail = false;

  private constructor(
    private readonly twilio: TwilioPeer,
    private sink: SmtpSink,
  ) {}

  static async start(): Promise<Carriers> {
    const carriers = new Carriers(await TwilioPeer.start(), undefined as unknown as SmtpSink);
    carriers.sink = await SmtpSink.start({
      onMail: () => (carriers.refuseMail ? { code: 554, text: 'refused by policy' } : undefined),
    });
    return carriers;
  }

  get environment(): Record<string, string> {
    return {
      SMTP_URL: this.sink.url,
      TWILIO_ACCOUNT_SID: this.twilio.accountSid,
      TWILIO_AUTH_TOKEN: this.twilio.authToken,
      TWILIO_FROM: '+12025550123',
      TWILIO_API_URL: this.twilio.url,
    };
  }

  get mails(): readonly ReceivedMail[] {
    return this.sink.received;
  }

  get texts(): readonly ReceivedText[] {
    return this.twilio.received;
  }

  /** Every link and every passcode that was delivered. */
  plantDelivered(secrets: Secrets): void {
    for (const text of [...this.mails.map((mail) => mail.text), ...this.texts.map(({ body }) => body)]) {
      for (const [, token] of text.matchAll(/#token=([\w-]+)/g)) secrets.plant('link', token as string);
      for (const [, code] of text.matchAll(/(?<![\w+])(\d{6})\b/g)) secrets.plant('passcode', code as string);
    }
  }

  async stop(): Promise<void> {
    await Promise.all([this.sink.stop(), this.twilio.stop()]);
  }
}

/** Somebody who gets real mail and real text messages. */
export class Correspondent extends Person {
  constructor(
    client: Person['client'],
    private readonly carriers: Carriers,
    account?: ConstructorParameters<typeof Person>[1],
    private readonly read = new Set<object>(),
  ) {
    super(client, account);
  }

  override elsewhere(): Person {
    const { phone, authenticator } = this;
    return Object.assign(new Correspondent(this.client, this.carriers, this, this.read), { phone, authenticator });
  }

  override async receive(to: string, template: string): Promise<InboxMessage> {
    const { mails, texts } = this.carriers;
    const found: ReceivedMail | ReceivedText = await eventually(() =>
      /^\d{10}$/.test(to)
        ? texts.findLast((text) => text.to === `+1${to}` && !this.read.has(text))
        : mails.findLast((mail) => mail.to[0] === to && subjects[template]?.test(mail.subject) && !this.read.has(mail)),
    );
    this.read.add(found);
    const text = 'body' in found ? found.body : found.text;
    return { id: randomUUID(), channel: 'body' in found ? 'sms' : 'email', to, template, text, sentAt: '' };
  }
}
