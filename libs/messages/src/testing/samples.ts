import { type Channel, locale as locales, type Locale, type MessageName, messageCatalogue } from '@postern/contracts';
import { channelsOf } from '../catalogue.js';
import { MessageRenderer, type RenderedEmail, type RenderRequest } from '../render.js';

export const origin = 'https://signin.example.org:8443';
export const rendererFor = (change: Partial<ConstructorParameters<typeof MessageRenderer>[0]> = {}): MessageRenderer =>
  new MessageRenderer({
    productName: 'Acme Sign-in',
    publicUrl: `${origin}/`,
    supportContact: 'help@example.org',
    ...change,
  });
export const renderer = rendererFor();

type Filling = Pick<RenderRequest, 'data' | 'secret'>;

const at = '2026-11-21T17:37:00.000Z';
const later = '2026-11-22T09:05:00.000Z';
const notMe = { link: `${origin}/not-me#token=abc_DEF-123` };
const notice = (data: Record<string, unknown> = {}): Filling => ({
  data: { username: 'kim', at, device: 'Firefox on Windows', source: '203.0.113.7', ...data },
  secret: notMe,
});
const linked = (page: string): Filling => ({
  data: { username: 'kim', expiresAt: at },
  secret: { link: `${origin}/${page}#token=abc_DEF-123` },
});
const asked: Filling = {
  data: { username: 'kim', organization: 'Acme Logistics', signIn: `${origin}/sign-in` },
  secret: {},
};
const byText = { kind: 'sms', destination: '(***) ***-**31' };

/** One filling of every message, as the services send them. */
export const samples: Readonly<Record<MessageName, Filling>> = {
  'verify-email': linked('verify-email'),
  'recover-factors': linked('verify-email'),
  'temporary-passcode': { data: { expiresInMinutes: 5 }, secret: { code: '004213' } },
  'account-exists': { data: { username: 'kim' }, secret: {} },
  'username-reminder': { data: { username: 'kim' }, secret: {} },
  'password-reset': linked('reset-password'),
  'confirm-email': linked('confirm-email'),
  'email-verified': notice({ address: 'kim@example.org' }),
  'email-changed': notice({ oldAddress: 'kim@example.org', newAddress: 'kim@example.net' }),
  'phone-changed': notice(),
  'password-changed': notice(),
  'factor-added': notice(byText),
  'factor-removed': notice({ kind: 'totp', destination: null }),
  'recovery-codes-created': notice(),
  'recovery-code-used': notice({ left: 4 }),
  'new-device': notice(),
  'passcodes-used-up': notice({ kind: 'sms' }),
  'factors-recovered': notice(),
  'factor-reset-requested': notice({ takesEffectAt: later }),
  'factor-reset-stopped': notice(),
  'factor-reset-applied': notice(),
  'account-closed': notice({ deletedAt: later }),
  'organization-invitation': {
    data: { organization: 'Acme Logistics', invitedBy: 'Ada Example', expiresAt: later },
    secret: { link: `${origin}/invitation#token=abc_DEF-123` },
  },
  'member-added': {
    data: {
      ...{ username: 'kim', organization: 'Acme Logistics', addedBy: 'ada.example' },
      choosePassword: `${origin}/forgot-password`,
    },
    secret: {},
  },
  'mfa-required': asked,
  'mfa-reminder': asked,
};

export const names = Object.keys(messageCatalogue) as MessageName[];
export const notices = names.filter((name) => 'at' in samples[name].data);
export const everyWhere = names.flatMap((name) =>
  locales.options.flatMap((locale) => channelsOf(name).map((by): [MessageName, Locale, Channel] => [name, locale, by])),
);
export const everyEmail = names.flatMap((name) =>
  locales.options.map((locale): [MessageName, Locale] => [name, locale]),
);

export const email = (
  template: MessageName,
  locale: Locale = 'en',
  change: Partial<Filling> = {},
  by = renderer,
): RenderedEmail =>
  by.render({
    template,
    channel: 'email',
    locale,
    data: { ...samples[template].data, ...change.data },
    secret: { ...samples[template].secret, ...change.secret },
  }) as RenderedEmail;

export const sms = (locale: Locale = 'en', by = renderer): string =>
  by.render({ template: 'temporary-passcode', channel: 'sms', locale, ...samples['temporary-passcode'] }).text;

/** The words of an HTML part, as a person (or a screen reader) meets them in the body. */
export const wordsOf = (html: string): string =>
  html
    .replace(/^[\s\S]*<body[^>]*>/u, '')
    .replace(/<\/?(?:strong|a|span)\b[^>]*>/gu, '')
    .replace(/<[^>]+>/gu, ' ')
    .replace(/&#x([0-9A-F]+);/giu, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&lt;/gu, '<')
    .replace(/&gt;/gu, '>')
    .replace(/&quot;/gu, '"')
    .replace(/&amp;/gu, '&')
    .replace(/\s+/gu, ' ');
