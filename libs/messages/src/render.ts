import { type Channel, type Locale, locale as locales, type MessageName, messageCatalogue } from '@postern/contracts';
import { templates } from './templates.js';
import { words } from './words.js';

export interface RenderSettings {
  /** What people know this installation as. */
  productName: string;
  /** Where people sign in, for example `https://signin.example.org`. Links and WebOTP lines are bound to it. */
  publicUrl: string;
  /** An e-mail address, a web address or words such as a phone number; absent: general words in the person's language. */
  supportContact?: string | undefined;
}

export interface RenderRequest {
  template: MessageName;
  channel: Channel;
  locale: Locale;
  data: Record<string, unknown>;
  /** The opened secret part; `{}` for messages without one. */
  secret: Record<string, unknown>;
}

export interface RenderedEmail {
  channel: 'email';
  subject: string;
  text: string;
  html: string;
}
export interface RenderedSms {
  channel: 'sms';
  text: string;
}
export type RenderedMessage = RenderedEmail | RenderedSms;

/** This message can never be rendered: its data do not fit, or its link leads elsewhere. Carries no value of either. */
export class UnrenderableMessage extends Error {
  override readonly name = 'UnrenderableMessage';
}

/** Line breaks would forge mail headers or a WebOTP line of their own; direction marks would disguise addresses. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '')
    .trim();

const supportLink = (contact: string): string | null => {
  if (/^[^\s@:/]+@[^\s@:/]+$/u.test(contact)) return `mailto:${contact}`;
  return /^https?:\/\/\S+$/u.test(contact) ? contact : null;
};

/** Turns a message's name and data into what a person reads. Pure: the same request gives the same message. */
export class MessageRenderer {
  private readonly common: Readonly<Record<Locale, object>>;
  private readonly origin: string;

  /** @throws TypeError when `publicUrl` is not a URL */
  constructor(settings: RenderSettings) {
    const { origin, hostname } = new URL(settings.publicUrl);
    this.origin = origin;
    const commonIn = (locale: Locale): object => {
      const supportContact = oneLine(settings.supportContact ?? words[locale].support);
      return {
        locale,
        productName: oneLine(settings.productName),
        publicUrl: settings.publicUrl.replace(/\/+$/u, ''),
        host: hostname,
        supportContact,
        supportHref: supportLink(supportContact),
      };
    };
    this.common = { en: commonIn('en'), es: commonIn('es') };
  }

  /** @throws UnrenderableMessage when the data are not what the contract says; trying again will not help */
  render({ template, channel, locale, data, secret }: RenderRequest): RenderedMessage {
    if (!locales.options.includes(locale)) throw new UnrenderableMessage('there are no words in this language');
    const values = this.valuesOf(template, locale, data, secret);
    if (!(messageCatalogue[template].channels as readonly Channel[]).includes(channel)) {
      throw new UnrenderableMessage(`${template} is not sent by ${channel}`);
    }
    if (channel === 'sms') return { channel, text: templates.fill(template, locale, 'sms', values) };
    return {
      channel,
      subject: oneLine(templates.fill(template, locale, 'email.subject', values)),
      text: `${templates.fill(template, locale, 'email.text', values)}\n`,
      html: `${templates.fill(template, locale, 'email.html', values)}\n`,
    };
  }

  private valuesOf(template: MessageName, locale: Locale, data: unknown, secret: unknown): object {
    const contract = Object.hasOwn(messageCatalogue, template) ? messageCatalogue[template] : undefined;
    if (!contract) throw new UnrenderableMessage('there is no such message');
    const parsed = [contract.data.safeParse(data), contract.secret.safeParse(secret)];
    // Without a prototype, so that a template cannot reach `constructor` and the like through it.
    const values: Record<string, unknown> = Object.assign(Object.create(null), this.common[locale]);
    for (const { success, data: part, error } of parsed) {
      // Names of fields only: the values may be codes and links.
      if (!success)
        throw new UnrenderableMessage(
          `${template}: ${error.issues.map(({ path, code }) => `${path.join('.')} ${code}`).join(', ')}`,
        );
      for (const [name, value] of Object.entries(part))
        values[name] = typeof value === 'string' ? oneLine(value) : value;
    }
    for (const link of ['link', 'signIn']) {
      if (!(link in values) || this.leadsHere(String(values[link]))) continue;
      throw new UnrenderableMessage(`${template}: the link does not lead to the public URL`);
    }
    return values;
  }

  /** S17: nobody is sent anywhere else, and nothing before an `@` makes another address look like ours. */
  private leadsHere(link: string): boolean {
    const { origin, username, password } = new URL(link);
    return origin === this.origin && username === '' && password === '';
  }
}
