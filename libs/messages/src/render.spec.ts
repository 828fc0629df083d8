import { type Channel, type MessageName, messageCatalogue } from '@postern/contracts';
import { channelsOf, messages } from './catalogue.js';
import { MessageRenderer, type RenderedEmail, type RenderRequest, UnrenderableMessage } from './render.js';
import { fill } from './templates.js';

const renderer = new MessageRenderer({
  productName: 'Acme Sign-in',
  publicUrl: 'https://signin.example.org:8443/',
  supportContact: 'help@example.org',
});

const link = 'https://signin.example.org:8443/verify-email#token=abc_DEF-123';
const samples: Record<MessageName, Pick<RenderRequest, 'data' | 'secret'>> = {
  'verify-email': { data: { username: 'kim', expiresAt: '2026-11-21T17:37:00.000Z' }, secret: { link } },
  'email-verified': { data: { username: 'kim', address: 'kim@example.org' }, secret: {} },
  'temporary-passcode': { data: { expiresInMinutes: 5 }, secret: { code: '004213' } },
  'factor-added': {
    data: { username: 'kim', kind: 'sms', destination: '(***) ***-**31', addedAt: '2026-11-21T17:37:00.000Z' },
    secret: {},
  },
  'account-exists': { data: { username: 'kim' }, secret: {} },
};
const names = Object.keys(messageCatalogue) as MessageName[];

const email = (template: MessageName, change: Partial<Pick<RenderRequest, 'data' | 'secret'>> = {}, by = renderer) =>
  by.render({
    template,
    channel: 'email',
    data: { ...samples[template].data, ...change.data },
    secret: { ...samples[template].secret, ...change.secret },
  }) as RenderedEmail;
const sms = (by = renderer) =>
  by.render({ template: 'temporary-passcode', channel: 'sms', ...samples['temporary-passcode'] });

/** The words of an HTML part, as a person (or a screen reader) meets them in the body. */
const wordsOf = (html: string): string =>
  html
    .replace(/^[\s\S]*<body[^>]*>/u, '')
    .replace(/<\/?(?:strong|a|span)\b[^>]*>/gu, '')
    .replace(/<[^>]+>/gu, ' ')
    .replace(/&#x([0-9A-F]+);/giu, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&amp;/gu, '&')
    .replace(/\s+/gu, ' ');

describe('every message of the catalogue', () => {
  it('has templates for exactly the channels that the contracts name', () => {
    expect(names.map((name) => [name, channelsOf(name)])).toEqual(
      names.map((name) => [name, messageCatalogue[name].channels]),
    );
    expect(Object.keys(messages)).toEqual(names);
  });

  const pairs = names.flatMap((name) => channelsOf(name).map((channel): [MessageName, Channel] => [name, channel]));
  it.each(pairs)('%s renders by %s, with nothing left unfilled', (template, channel) => {
    const rendered = renderer.render({ template, channel, ...samples[template] });
    for (const [part, text] of Object.entries(rendered)) {
      expect([part, text]).toEqual([part, expect.stringMatching(/\S/u)]);
      expect(text).not.toMatch(/\{\{|\}\}|undefined|\[object|NaN|null/u);
    }
  });

  it.each(pairs)('%s by %s says whom to ask for help', (template, channel) => {
    const rendered = renderer.render({ template, channel, ...samples[template] });
    expect(rendered.text).toContain('help@example.org');
  });

  it.each(names)('%s has a one-line subject with the product and a plain text that says what the HTML says', (name) => {
    const { subject, text, html } = email(name);
    expect(subject).toMatch(/^Acme Sign-in: [^\r\n]+$/u);
    const words = wordsOf(html);
    const lines = text.split('\n').filter((line) => line !== '' && line !== '--' && !line.includes(link));
    for (const line of lines) expect(words).toContain(line);
  });

  it.each(names)('%s has an HTML part that is whole, accessible and loads nothing from elsewhere', (name) => {
    const { html } = email(name);
    expect(html).toMatch(/^<!doctype html>\n<html lang="en"/u);
    expect(html.trim()).toMatch(/<\/html>$/u);
    expect(html.match(/<h1\b/gu)).toHaveLength(1);
    expect(html).toMatch(/<title>[^<]+<\/title>/u);
    expect(html.match(/<table\b/gu)?.length).toBe(html.match(/<table role="presentation"/gu)?.length);
    expect(html).toContain('prefers-color-scheme: dark');
    expect(html).not.toMatch(/<(?:img|script|link|iframe|form|object)\b|\bsrc=|url\(|@import/iu);
  });

  it('keeps the passcode and the link out of subjects and previews', () => {
    for (const rendered of [email('temporary-passcode'), email('verify-email')]) {
      const preview = /<div style="display: none[^>]*>([^<]*)<\/div>/u.exec(rendered.html)?.[1];
      expect(preview).toMatch(/\w/u);
      expect(`${rendered.subject} ${preview}`).not.toMatch(/004213|token/u);
    }
  });
});

describe('what a person reads', () => {
  it('names the messages as people know them', () => {
    expect(names.map((name) => email(name).subject.replace('Acme Sign-in: ', ''))).toEqual([
      'Verify Your Email',
      'E-mail verified',
      'Temporary Passcode',
      'New sign-in method added',
      'You already have an account',
    ]);
  });

  it('shows the passcode on a line of its own, whole, with its leading zeros and how long it is valid', () => {
    const { text, html } = email('temporary-passcode');
    expect(text.split('\n')).toContain('004213');
    expect(html).toMatch(/<p class="code"[^>]*>004213<\/p>/u);
    expect(text).toContain('valid for 5 minutes');
    expect(email('temporary-passcode', { data: { expiresInMinutes: 1 } }).text).toContain('valid for 1 minute and');
  });

  it('gives the link as it is in text, and says until when it works', () => {
    const { text, html } = email('verify-email');
    expect(text.split('\n')).toContain(link);
    expect(text).toContain('until November 21, 2026 at 5:37 PM UTC');
    expect(html).toContain('href="https://signin.example.org:8443/verify-email#token&#x3D;abc_DEF-123"');
  });

  it('names the sign-in method, with its destination where it has one', () => {
    expect(email('factor-added').text).toContain('Method: text message ((***) ***-**31)');
    const totp = { data: { kind: 'totp', destination: null } };
    expect(email('factor-added', totp).text).toMatch(/^Method: authenticator app$/mu);
  });

  it('links the support contact when it is an address, and leaves it as words when it is not', () => {
    const html = (supportContact: string) =>
      email(
        'account-exists',
        {},
        new MessageRenderer({ productName: 'P', publicUrl: 'https://p.example', supportContact }),
      ).html;
    expect(html('help@example.org')).toContain('href="mailto:help@example.org"');
    expect(html('https://help.example.org/mfa')).toContain('href="https://help.example.org/mfa"');
    expect(html('your help desk, 555-0100')).toContain('Contact support: your help desk, 555-0100<br>');
    expect(html('javascript:alert(1)')).not.toContain('href="javascript:');
  });
});

describe('SMS', () => {
  it('ends in the WebOTP line on its own, bound to the host of the public URL', () => {
    expect(sms().text.split('\n').slice(-2)).toEqual(['', '@signin.example.org #004213']);
  });

  it('fits into one message of 160 GSM characters', () => {
    expect(sms().text).toMatch(/^[A-Za-z0-9 @#$%&*()+\-.,:;!?'"/_=\n]*$/u);
    expect(sms().text.length).toBeLessThanOrEqual(160);
  });

  it('is refused for messages that are sent by e-mail only', () => {
    expect(() => renderer.render({ template: 'verify-email', channel: 'sms', ...samples['verify-email'] })).toThrow(
      UnrenderableMessage,
    );
  });
});

describe('S26 template injection', () => {
  it('HTML in data stays text in the HTML part and is left as it is in the text part', () => {
    const address = '<script>alert(1)</script>"\'&@example.org';
    const { text, html } = email('email-verified', { data: { address } });
    expect(html).not.toMatch(/<script/iu);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#x27;&amp;@example.org');
    expect(text).toContain(address);
  });

  it('HTML in the product name and the support contact stays text as well', () => {
    const by = new MessageRenderer({
      productName: '<b>P</b>',
      publicUrl: 'https://p.example',
      supportContact: '"><img src=x>',
    });
    expect(email('account-exists', {}, by).html).not.toMatch(/<b>|<img/iu);
  });

  it.each([
    '{{code}}',
    '{{{link}}}',
    '{{constructor.constructor "return process"}}',
    '{{> email.text}}',
    '{{#with this}}',
  ])('template syntax in data is printed, never run: %s', (attack) => {
    const { text, html } = email('account-exists', { data: { username: attack } });
    expect(text).toContain(`Hi ${attack},`);
    expect(wordsOf(html)).toContain('{{');
    expect(text + html).not.toMatch(/004213|\[native code\]|\[object/u);
  });

  it.each(['\r\nBcc: everyone@example.org', '\nBcc: x', '\rBcc: x', '\u2028Bcc: x', '\u0085Bcc: x', '\0Bcc: x'])(
    'a line break cannot leave the subject for another header: %j',
    (attack) => {
      const by = new MessageRenderer({
        productName: `P${attack}`,
        publicUrl: 'https://p.example',
        supportContact: 'x',
      });
      expect(email('account-exists', {}, by).subject).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}]+$/u);
    },
  );

  it('a line break in data cannot forge a WebOTP line or a paragraph of its own', () => {
    const by = new MessageRenderer({
      productName: 'P\n@evil.example #999999',
      publicUrl: 'https://p.example',
      supportContact: 'x\n\n@evil.example #111111',
    });
    expect(
      sms(by)
        .text.split('\n')
        .filter((line) => line.startsWith('@')),
    ).toEqual(['@p.example #004213']);
    const { text } = email('account-exists', { data: { username: 'kim\n\nYour passcode is 1' } });
    expect(text).toContain('Hi kim Your passcode is 1,');
  });

  it('direction marks cannot disguise an address', () => {
    const { text } = email('email-verified', { data: { address: 'kim\u202Egro.elpmaxe@\u2066x' } });
    expect(text).toContain('kimgro.elpmaxe@x is now verified');
  });

  it.each(['__proto__', 'constructor', 'toString', 'productName', 'host', 'extra'])(
    'data may not bring a name that the contract does not have: %s',
    (name) => {
      const data = JSON.parse(`{"username":"kim","${name}":"evil.example"}`) as Record<string, unknown>;
      expect(() => renderer.render({ template: 'account-exists', channel: 'email', data, secret: {} })).toThrow(
        UnrenderableMessage,
      );
      expect(({} as Record<string, unknown>)['extra']).toBeUndefined();
    },
  );

  it.each(['constructor', '__proto__', 'toString', '../account-exists'])('%s is not a message', (name) => {
    const template = name as MessageName;
    expect(() => renderer.render({ template, channel: 'email', data: {}, secret: {} })).toThrow(UnrenderableMessage);
  });

  it('a variable that is missing is an error, never a gap', () => {
    expect(() => fill('account-exists', 'email.text', { productName: 'P' })).toThrow(/username/u);
    expect(() => email('verify-email', { secret: { link: undefined } })).toThrow(UnrenderableMessage);
  });

  it.each([
    'https://evil.example/verify-email#token=x',
    'https://signin.example.org:8443@evil.example/#x',
    'https://signin.example.org/verify-email',
    'javascript:alert(1)',
  ])('S17: a link that leads away from the public URL is not sent: %s', (elsewhere) => {
    expect(() => email('verify-email', { secret: { link: elsewhere } })).toThrow(UnrenderableMessage);
  });

  it('S9: the error that refuses a message holds neither code nor link', () => {
    const refuse = () => email('verify-email', { secret: { link: 'secret-canary' } });
    expect(refuse).toThrow(/link/u);
    expect(refuse).not.toThrow(/canary/u);
  });
});
