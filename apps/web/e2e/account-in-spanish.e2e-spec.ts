import type { Page } from 'playwright-core';
import { Browsing, look } from './browser.js';
import { fiveMinutesLater, openAccount, section } from './harness/account.js';
import { linkIn } from './harness/mail.js';
import { titleIs } from './harness/pages.js';

/** Words that no Spanish page has, in whole sentences of ours or alone, and texts that are missing. */
const english =
  /\b(?:on|the|your|you|with|and|sign|account|password|email|phone|address|save|cancel|code|codes|add|last used|text message|this)\b/gi;
const missing = /\b[a-z]+(?:\.[a-zA-Z]+)+\b(?<!example\.org)|\{\{/g;

describe('The account in Spanish', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  /** What is written on the page, and what only screen readers say. Names of languages are in their language. */
  const words = async (page: Page): Promise<string> => {
    const texts = await page.evaluate(() => [
      document.title,
      document.body.innerText,
      ...[...document.querySelectorAll('[aria-label]')].map((element) => element.getAttribute('aria-label') ?? ''),
    ]);
    return texts.join('\n').replaceAll(/ann-\S+|Ann Example|English/g, '');
  };
  const speaksSpanish = async (page: Page, name: string): Promise<void> => {
    await look(page, `es-${name}`);
    const text = await words(page);
    expect([name, text.match(english)]).toEqual([name, null]);
    expect([name, text.match(missing)]).toEqual([name, null]);
  };

  it('every page is, from the profile to the end', async () => {
    const ann = await browsing.postern.enrolled();
    await ann.call('PATCH', '/v1/account', { locale: 'es' });
    const page = await openAccount(browsing, ann, '/account', { locale: 'es-MX' });
    await titleIs(page, 'Perfil');
    await section(page, 'Nombre').getByLabel('Nombre', { exact: true }).fill('');
    await section(page, 'Nombre').getByRole('button', { name: 'Guardar' }).click();
    await page.getByText('Completa este campo.').waitFor();
    await speaksSpanish(page, 'account-profile');

    await page.getByRole('link', { name: 'Acceso y seguridad' }).click();
    await titleIs(page, 'Acceso y seguridad');
    await section(page, 'Contraseña').getByRole('button').click();
    await section(page, 'Contraseña').getByLabel('Contraseña actual').fill('no es esta');
    await section(page, 'Contraseña').getByLabel('Contraseña nueva').fill('qwertyuiop');
    await section(page, 'Contraseña').getByRole('button', { name: 'Cambiar la contraseña' }).click();
    await page.getByText('Esta no es tu contraseña actual.').waitFor();
    await section(page, 'Códigos de recuperación').getByRole('button').click();
    await page.getByText('Guarda estos códigos ahora').waitFor();
    await section(page, 'Segundo paso').getByText('Mensaje de texto').waitFor();
    await speaksSpanish(page, 'account-security');

    await page.getByRole('link', { name: 'Actividad' }).click();
    await page.getByText('Códigos de recuperación creados').waitFor();
    await speaksSpanish(page, 'account-activity');
    await page.getByRole('link', { name: 'Preferencias' }).click();
    await titleIs(page, 'Preferencias');
    await speaksSpanish(page, 'account-preferences');
    await page.getByRole('link', { name: 'Descargar tus datos' }).click();
    await titleIs(page, 'Descargar tus datos');
    await speaksSpanish(page, 'account-export');
    await fiveMinutesLater(browsing, ann);
    await page.getByRole('button', { name: 'Descargar' }).click();
    await titleIs(page, 'Escribe el código');
    await speaksSpanish(page, 'step-up');
    const download = page.waitForEvent('download');
    await page.keyboard.type(await ann.receiveCode(ann.phone));
    await download;

    await page.getByRole('link', { name: 'Cerrar la cuenta' }).click();
    await page.getByRole('button', { name: 'Cerrar mi cuenta' }).click();
    await page.getByRole('dialog').waitFor();
    await speaksSpanish(page, 'account-close');
    await page.getByRole('dialog').getByRole('button', { name: 'Cerrarla' }).click();
    await titleIs(page, 'Tu cuenta está cerrada');
    await speaksSpanish(page, 'account-closed');

    await page.goto(linkIn(await ann.receive(ann.email, 'account-closed')));
    await titleIs(page, '¿Abrir tu cuenta de nuevo?');
    await speaksSpanish(page, 'link-account-closed');
    await page.getByRole('button', { name: 'Abrirla de nuevo' }).click();
    await titleIs(page, 'Tu cuenta está abierta de nuevo');
    await speaksSpanish(page, 'link-account-closed-done');
    await page.goto('/account');
    await titleIs(page, 'Inicia sesión para continuar');
    await speaksSpanish(page, 'account-not-signed-in');
  });
});
