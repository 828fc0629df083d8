import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { locale as locales, type Channel, type Locale, messageCatalogue } from '@postern/contracts';
import { channelParts, channelsOf, messages } from './catalogue.js';
import { UnrenderableMessage } from './render.js';
import { Templates } from './templates.js';
import {
  email,
  everyEmail,
  everyWhere,
  names,
  notices,
  renderer,
  rendererFor,
  samples,
  sms,
  wordsOf,
} from './testing/samples.js';

const link = 'https://signin.example.org:8443/verify-email#token=abc_DEF-123';

describe('every message of the catalogue, in every language', () => {
  it('has templates for exactly the channels that the contracts name', () => {
    expect(names.map((name) => [name, channelsOf(name)])).toEqual(
      names.map((name) => [name, messageCatalogue[name].channels]),
    );
    expect(Object.keys(messages)).toEqual(names);
    expect(everyWhere.length).toBe((names.length + 1) * 2);
  });

  it.each(everyWhere)('%s in %s renders by %s, with nothing left unfilled', (template, locale, channel) => {
    const rendered = renderer.render({ template, channel, locale, ...samples[template] });
    for (const [part, text] of Object.entries(rendered)) {
      expect([part, text]).toEqual([part, expect.stringMatching(/\S/u)]);
      expect(text).not.toMatch(/\{\{|\}\}|undefined|\[object|NaN|null|\u00a0|\u202f/u);
    }
    expect(rendered.text).toContain('help@example.org');
  });

  it.each(everyEmail)('%s in %s: a one-line subject, and a plain text that says what the HTML says', (name, locale) => {
    const { subject, text, html } = email(name, locale);
    expect(subject).toMatch(/^Acme Sign-in: [^\r\n]{5,60}$/u);
    expect(text).not.toMatch(/\n{3}|[ \t]\n|^\s/u);
    const words = wordsOf(html);
    const lines = text.split('\n').filter((line) => line !== '' && line !== '--');
    for (const line of lines) expect(words).toContain(line);
  });

  it.each(everyEmail)('%s in %s: HTML that is whole, accessible and loads nothing from elsewhere', (name, locale) => {
    const { html } = email(name, locale);
    expect(html).toMatch(new RegExp(`^<!doctype html>\\n<html lang="${locale}" dir="ltr">`, 'u'));
    expect(html.trim()).toMatch(/<\/html>$/u);
    expect(html.match(/<h1\b/gu)).toHaveLength(1);
    expect(html).toMatch(/<title>[^<]+<\/title>/u);
    for (const tag of ['table', 'tr', 'td', 'p', 'a', 'strong']) {
      expect([tag, html.match(new RegExp(`<${tag}\\b`, 'gu'))?.length]).toEqual([
        tag,
        html.match(new RegExp(`</${tag}>`, 'gu'))?.length,
      ]);
    }
    expect(html.match(/<table\b/gu)?.length).toBe(html.match(/<table role="presentation"/gu)?.length);
    expect(html).toContain('prefers-color-scheme: dark');
    expect(html).not.toMatch(/<(?:img|script|link|iframe|form|object)\b|\bsrc=|url\(|@import/iu);
  });

  it.each(everyEmail)('%s in %s keeps its secret out of the subject and the preview', (name, locale) => {
    const { subject, html } = email(name, locale);
    const preview = /<div style="display: none[^>]*>([^<]*)<\/div>/u.exec(html)?.[1];
    expect(preview).toMatch(/^\p{Lu}.{10,}\.$/u);
    expect(`${subject} ${preview}`).not.toMatch(/004213|token/u);
  });

  it.each(names)('%s: the two languages have not a sentence in common', (name) => {
    const sentences = (locale: Locale) =>
      email(name, locale)
        .text.split(/(?<=[.?:])\s|\n/u)
        .filter((part) => /\p{L}{3}/u.test(part) && !/help@|https:|@example|^kim|^004213/u.test(part));
    const english = new Set(sentences('en'));
    expect(sentences('es').filter((sentence) => english.has(sentence))).toEqual([]);
  });
});

describe('a template that is missing', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'templates-'));
    cpSync(new URL('./templates', import.meta.url), folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const load = () => Templates.load(pathToFileURL(`${folder}/`));

  it.each(locales.options)('is noticed when the library is loaded, whichever it is: %s', (locale) => {
    load();
    const files = names.flatMap((name) =>
      channelsOf(name).flatMap((channel: Channel) => channelParts[channel].map((part) => `${name}/${locale}/${part}`)),
    );
    expect(files.length).toBe(names.length * 3 + 1);
    for (const file of files) {
      rmSync(join(folder, `${file}.hbs`));
      expect(load).toThrow(file);
      cpSync(new URL(`./templates/${file}.hbs`, import.meta.url), join(folder, `${file}.hbs`));
    }
  });
});

describe('what a person reads', () => {
  it('names the messages as people know them', () => {
    const [english, spanish] = locales.options.map((locale) =>
      Object.fromEntries(names.map((name) => [name, email(name, locale).subject.replace('Acme Sign-in: ', '')])),
    );
    expect(english).toMatchObject({ 'verify-email': 'Verify Your Email', 'temporary-passcode': 'Temporary Passcode' });
    expect(spanish).toMatchObject({ 'verify-email': 'Verifica tu correo', 'temporary-passcode': 'Código temporal' });
    for (const subjects of [english, spanish]) expect(new Set(Object.values(subjects ?? {})).size).toBe(names.length);
  });

  it('shows the passcode on a line of its own, whole, with its leading zeros and how long it is valid', () => {
    for (const [locale, five, one] of [
      ['en', 'valid for 5 minutes', 'valid for 1 minute and'],
      ['es', 'válido por 5 minutos', 'válido por 1 minuto y'],
    ] as const) {
      const { text, html } = email('temporary-passcode', locale);
      expect(text.split('\n')).toContain('004213');
      expect(html).toMatch(/<p class="code"[^>]*>004213<\/p>/u);
      expect(text).toContain(five);
      expect(email('temporary-passcode', locale, { data: { expiresInMinutes: 1 } }).text).toContain(one);
    }
  });

  it('gives the link as it is in text, and says until when it works', () => {
    const { text, html } = email('verify-email');
    expect(text.split('\n')).toContain(link);
    expect(text).toContain('until November 21, 2026 at 5:37 PM UTC');
    expect(html).toContain('href="https://signin.example.org:8443/verify-email#token&#x3D;abc_DEF-123"');
    expect(email('verify-email', 'es').text).toContain('hasta el 21 de noviembre de 2026 a las 5:37 p.m. UTC');
  });

  it.each(names.filter((name) => 'link' in samples[name].secret))('%s has its link as button and as text', (name) => {
    for (const locale of locales.options) {
      const { html } = email(name, locale);
      const href = String(samples[name].secret['link']).replace('=', '&#x3D;');
      expect(html.split(`href="${href}"`)).toHaveLength(3);
      expect(html).toContain(`>${href}</a>`);
    }
  });

  it('says of a code and of links never to pass them on', () => {
    const never = { en: /not (?:share|forward)/u, es: /No (?:lo compartas|se lo reenvíes)/u };
    for (const name of [
      'verify-email',
      'recover-factors',
      'password-reset',
      'confirm-email',
      'temporary-passcode',
    ] as const)
      for (const locale of locales.options) expect(email(name, locale).text).toMatch(never[locale]);
  });

  it('names every sign-in method, with its destination where it has one', () => {
    const method = (locale: Locale, kind: string) =>
      /^M(?:ethod|étodo): (.*)$/mu.exec(email('factor-added', locale, { data: { kind, destination: null } }).text)?.[1];
    const kinds = ['sms', 'email', 'totp', 'webauthn', 'recovery_code'];
    expect(kinds.map((kind) => method('en', kind))).toEqual([
      'text message',
      'email',
      'authenticator app',
      'passkey or security key',
      'recovery code',
    ]);
    expect(kinds.map((kind) => method('es', kind))).toEqual([
      'mensaje de texto',
      'correo electrónico',
      'app de autenticación',
      'llave de acceso o llave de seguridad',
      'código de recuperación',
    ]);
    expect(email('factor-added').text).toContain('Method: text message, (***) ***-**31');
  });

  it('counts the recovery codes that are left', () => {
    const sentences = (locale: Locale) =>
      [0, 1, 4].map(
        (left) =>
          /(?:You have|quedan?) (.*?)\./u.exec(email('recovery-code-used', locale, { data: { left } }).text)?.[1],
      );
    expect(sentences('en')).toEqual(['no recovery codes left', '1 recovery code left', '4 recovery codes left']);
    expect(sentences('es')).toEqual([
      'códigos de recuperación',
      '1 código de recuperación',
      '4 códigos de recuperación',
    ]);
  });

  it('links the support contact when it is an address, and leaves it as words when it is not', () => {
    const html = (supportContact?: string, locale: Locale = 'en') =>
      email('account-exists', locale, {}, rendererFor({ supportContact })).html;
    expect(html('help@example.org')).toContain('href="mailto:help@example.org"');
    expect(html('https://help.example.org/mfa')).toContain('href="https://help.example.org/mfa"');
    expect(html('your help desk, 555-0100')).toContain('Contact support: your help desk, 555-0100<br>');
    expect(html('javascript:alert(1)')).not.toContain('href="javascript:');
    expect(html()).toContain('Contact support: your help desk<br>');
    expect(html(undefined, 'es')).toContain('Contacta a soporte: tu mesa de ayuda<br>');
  });
});

describe('notices (R13, S12)', () => {
  it.each(notices)('%s says when, on which device and from where, and how to say that it was somebody else', (name) => {
    const { text, html } = email(name);
    expect(text).toContain(
      'When: November 21, 2026 at 5:37 PM UTC\nDevice: Firefox on Windows\nIP address: 203.0.113.7\n',
    );
    expect(text).toMatch(
      /\n\nWasn't you\? [^\n]*signs everyone out[^\n]*new password\.\n\nhttps:\S+\/not-me#token=\S+\n/u,
    );
    expect(html).toMatch(/<a class="alarm-words" href="https:[^>]+>This wasn&#x27;t me<\/a>/u);
    const spanish = email(name, 'es');
    expect(spanish.text).toContain('Dispositivo: Firefox en Windows\nDirección IP: 203.0.113.7\n');
    expect(spanish.text).toMatch(
      /\n\n¿No fuiste tú\? [^\n]*cierra todas las sesiones[^\n]*\.\n\nhttps:\S+\/not-me#token=\S+\n/u,
    );
    expect(spanish.html).toMatch(/<a class="alarm-words" href="https:[^>]+>No fui yo<\/a>/u);
  });

  it.each(notices)('%s leaves out a device and an address that nobody knows', (name) => {
    for (const locale of locales.options) {
      const { text, html } = email(name, locale, { data: { device: null, source: null } });
      expect(text).not.toMatch(/^(?:Device|Dispositivo|IP address|Dirección IP):/mu);
      expect(text).not.toMatch(/\n{3}/u);
      expect(wordsOf(html)).not.toMatch(/Device|Dispositivo|IP/u);
    }
  });

  it('are all the messages with a link that says so', () => {
    expect(notices.length).toBe(15);
    expect(names.filter((name) => String(samples[name].secret['link']).includes('/not-me#'))).toEqual(notices);
  });

  it('does not know what a device is called that has no name', () => {
    const text = email('new-device', 'es', { data: { device: 'Unknown device' } }).text;
    expect(text).toContain('Dispositivo: Dispositivo desconocido');
  });
});

describe('SMS', () => {
  it.each(locales.options)('ends in the WebOTP line on its own, bound to the host of the public URL: %s', (locale) => {
    expect(sms(locale).split('\n').slice(-2)).toEqual(['', '@signin.example.org #004213']);
  });

  it.each(locales.options)('fits into one message of 160 GSM characters (3GPP TS 23.038): %s', (locale) => {
    expect(sms(locale)).toMatch(/^[A-Za-z0-9 @#$%&*()+\-.,:;!?'"/_=\n¿¡ñÑéüÉÜ]*$/u);
    expect(sms(locale).length).toBeLessThanOrEqual(160);
  });

  it('is refused for messages that are sent by e-mail only', () => {
    const verify = { template: 'verify-email', channel: 'sms', locale: 'en', ...samples['verify-email'] } as const;
    expect(() => renderer.render(verify)).toThrow(UnrenderableMessage);
  });
});
