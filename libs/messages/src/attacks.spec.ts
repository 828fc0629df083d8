import { locale as locales, type Locale, type MessageName, messageCatalogue } from '@postern/contracts';
import { UnrenderableMessage } from './render.js';
import { templates } from './templates.js';
import {
  email,
  everyEmail,
  everyWhere,
  names,
  origin,
  renderer,
  rendererFor,
  samples,
  sms,
  wordsOf,
} from './testing/samples.js';

/** Fields that hold whatever somebody typed or a client says of itself; the others have a form that the contract checks. */
const freeText = ['username', 'device', 'source', 'address', 'oldAddress', 'newAddress', 'destination'];
const hostile = (template: MessageName, attack: string) =>
  Object.fromEntries(
    Object.keys(samples[template].data)
      .filter((name) => freeText.includes(name))
      .map((name) => [name, attack]),
  );

const markup = `<script>alert(1)</script><img src=x onerror=y>"'&</td></table><a href="https://evil.example">x</a>`;
const syntax = [
  '{{code}}',
  '{{{link}}}',
  '{{constructor.constructor "return process"}}',
  '{{> email.text}}',
  '{{#with this}}',
];
const breaks = ['\r\nBcc: everyone@example.org', '\nBcc: x', '\rBcc: x', '\u2028Bcc: x', '\u0085Bcc: x', '\0Bcc: x'];

describe('S26 template injection, in every message and language', () => {
  it.each(everyEmail)('%s in %s: HTML in data stays text, in the HTML part and in the text part', (name, locale) => {
    const fair = email(name, locale);
    const { html, text, subject } = email(name, locale, { data: hostile(name, markup) });
    expect(html).not.toMatch(/<script|<img|evil\.example">/iu);
    expect(html.match(/<\/?\w+/gu)).toEqual(fair.html.match(/<\/?\w+/gu));
    expect(subject).toBe(fair.subject);
    if (Object.keys(hostile(name, '')).length > 0) {
      expect(text).toContain(markup);
      expect(wordsOf(html)).toContain('alert(1)');
    }
  });

  it.each(everyEmail)('%s in %s: template syntax in data is printed, never run', (name, locale) => {
    for (const attack of syntax) {
      const { html, text, subject } = email(name, locale, { data: hostile(name, attack) });
      if (Object.keys(hostile(name, '')).length > 0) {
        expect(text).toContain(attack);
        expect(wordsOf(html)).toContain('{{');
      }
      expect(text + html).not.toMatch(/\[native code\]|\[object/u);
      expect(subject).not.toContain('{{');
    }
  });

  it.each(everyEmail)('%s in %s: a line break in data makes neither a header nor a line of its own', (name, locale) => {
    const fair = email(name, locale);
    for (const attack of breaks) {
      const rendered = email(name, locale, { data: hostile(name, `kim${attack}\n\n004213\n\n${origin}/x`) });
      expect(rendered.subject).toBe(fair.subject);
      expect(rendered.text.split('\n').length).toBe(fair.text.split('\n').length);
      expect(rendered.text).not.toMatch(/^(?:Bcc|https:\S+\/x$)/mu);
    }
  });

  it.each(everyEmail)('%s in %s: direction marks cannot disguise an address', (name, locale) => {
    const { text, html } = email(name, locale, { data: hostile(name, 'kim\u202Egro.elpmaxe@\u2066x\u200F') });
    expect(text + html).not.toMatch(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/u);
  });

  it.each(everyWhere)('%s in %s by %s: data of the wrong kind is refused, not printed', (template, locale, channel) => {
    const contract = messageCatalogue[template];
    for (const part of ['data', 'secret'] as const) {
      for (const field of Object.keys(contract[part].shape)) {
        for (const bad of [undefined, ['x'], { toString: 'x' }, true]) {
          const request = {
            template,
            locale,
            channel,
            data: { ...samples[template].data },
            secret: { ...samples[template].secret },
          };
          request[part][field] = bad;
          expect(() => renderer.render(request)).toThrow(UnrenderableMessage);
        }
      }
    }
  });

  it.each(breaks)('a line break cannot leave the subject for another header: %j', (attack) => {
    const by = rendererFor({ productName: `P${attack}`, supportContact: 'x' });
    for (const [name, locale] of everyEmail)
      expect(email(name, locale, {}, by).subject).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}]+$/u);
  });

  it('HTML in the product name and the support contact stays text as well', () => {
    const by = rendererFor({ productName: '<b>P</b>', supportContact: '"><img src=x>' });
    for (const [name, locale] of everyEmail) expect(email(name, locale, {}, by).html).not.toMatch(/<b>|<img/iu);
  });

  it.each(locales.options)('a line break in settings cannot forge a WebOTP line: %s', (locale) => {
    const by = rendererFor({
      productName: 'P\n@evil.example #999999',
      publicUrl: 'https://p.example',
      supportContact: 'x\n\n@evil.example #111111',
    });
    const lines = sms(locale, by).split('\n');
    expect(lines.filter((line) => line.startsWith('@'))).toEqual(['@p.example #004213']);
    expect(lines.at(-1)).toBe('@p.example #004213');
  });

  it.each(['__proto__', 'constructor', 'toString', 'productName', 'host', 'locale', 'link', 'effect', 'extra'])(
    'data may not bring a name that the contract does not have: %s',
    (name) => {
      for (const template of names) {
        const data = JSON.parse(
          `{${JSON.stringify(samples[template].data).slice(1, -1)},"${name}":"evil.example"}`,
        ) as Record<string, unknown>;
        const { secret } = samples[template];
        expect(() => renderer.render({ template, channel: 'email', locale: 'en', data, secret })).toThrow(
          UnrenderableMessage,
        );
      }
      expect(({} as Record<string, unknown>)['extra']).toBeUndefined();
    },
  );

  it.each(['constructor', '__proto__', 'toString', '../account-exists', 'layouts'])(
    '%s is neither a message nor a language',
    (name) => {
      const { data, secret } = samples['account-exists'];
      const template = name as MessageName;
      expect(() => renderer.render({ template, channel: 'email', locale: 'en', data, secret })).toThrow(
        UnrenderableMessage,
      );
      const locale = name as Locale;
      expect(() => renderer.render({ template: 'account-exists', channel: 'email', locale, data, secret })).toThrow(
        UnrenderableMessage,
      );
    },
  );

  it('a variable that is missing is an error, never a gap', () => {
    for (const locale of locales.options) {
      expect(() => templates.fill('account-exists', locale, 'email.text', { productName: 'P', locale })).toThrow(
        /username/u,
      );
    }
  });
});

describe('S17 links that lead elsewhere', () => {
  const linked = names.filter((name) => 'link' in samples[name].secret);

  it('every message with a link is known here', () => {
    expect(linked.length).toBe(20);
    expect(linked).toEqual(names.filter((name) => 'link' in messageCatalogue[name].secret.shape));
  });

  it.each(names.filter((name) => 'signIn' in samples[name].data))('%s says nowhere else to sign in', (name) => {
    for (const signIn of ['https://evil.example/sign-in', 'https://signin.example.org:8443@evil.example/sign-in']) {
      for (const locale of locales.options)
        expect(() => email(name, locale, { data: { signIn } })).toThrow(UnrenderableMessage);
    }
  });

  it.each(linked)('%s is not sent with one', (name) => {
    for (const link of [
      'https://evil.example/verify-email#token=x',
      'https://signin.example.org:8443@evil.example/#x',
      'https://kim:secret@signin.example.org:8443/not-me#token=x',
      'https://signin.example.org/verify-email',
      'http://signin.example.org:8443/not-me#token=x',
      'https://signin.example.org:8443.evil.example/#x',
      'javascript:alert(1)',
      '//signin.example.org:8443/not-me',
      'not-me',
    ]) {
      for (const locale of locales.options)
        expect(() => email(name, locale, { secret: { link } })).toThrow(UnrenderableMessage);
    }
  });

  it.each(everyEmail)('%s in %s: every address in it is ours, or that of support', (name, locale) => {
    const { html, text } = email(name, locale);
    const hrefs = [...html.matchAll(/href="([^"]*)"/gu)].map(([, href]) => String(href).replaceAll('&#x3D;', '='));
    expect(hrefs.length).toBeGreaterThan(0);
    for (const href of hrefs) if (href !== 'mailto:help@example.org') expect(new URL(href).origin).toBe(origin);
    for (const [address] of text.matchAll(/https?:[^\s,]+/gu))
      expect(new URL(address.replace(/\.$/u, '')).origin).toBe(origin);
  });
});

describe('S9 secrets', () => {
  it.each(names)('%s: the error that refuses it holds neither code, link nor data', (name) => {
    const refuse = () =>
      email(name, 'en', { data: { canary: 'canary-data' }, secret: { link: 'canary-link', code: ['canary-code'] } });
    expect(refuse).toThrow(UnrenderableMessage);
    expect(refuse).not.toThrow(/canary-/u);
  });
});
