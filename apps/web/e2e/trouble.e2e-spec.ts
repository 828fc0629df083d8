import { Browsing, look } from './browser.js';
import { focused, isSignedIn, signIn, titleIs, typeCode } from './harness/pages.js';

describe('When something gets in the way', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  it('a wrong password is said, and what was typed stays', async () => {
    const ann = await browsing.postern.newcomer();
    const page = await browsing.device();
    await signIn(page, { username: ann.username, password: 'something else' });
    await page.getByText('The username or password is not right').waitFor();
    expect(await focused(page)).toMatch(/^The username or password is not right/);
    await look(page, 'sign-in-rejected');
    expect(await page.getByLabel('Username or email address').inputValue()).toBe(ann.username);
    await page.getByLabel('Password', { exact: true }).fill(ann.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await titleIs(page, 'Verify an email address');
  });

  it('empty fields are named, and the first of them has the focus', async () => {
    const page = await browsing.device();
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    expect(await page.getByText('Fill in this field.').count()).toBe(2);
    expect(await focused(page)).toBe('Username or email address');
    await look(page, 'sign-in-empty');
  });

  it('the network goes away and comes back: it is said, nothing typed is lost, and trying again works', async () => {
    const ann = await browsing.postern.newcomer();
    const page = await browsing.device();
    await page.goto('/sign-in');
    await page.getByLabel('Username or email address').fill(ann.username);
    await page.getByLabel('Password', { exact: true }).fill(ann.password);
    await page.context().setOffline(true);
    await page.getByText('You are offline').waitFor();
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('We cannot be reached right now').waitFor();
    await look(page, 'sign-in-offline');
    await page.context().setOffline(false);
    await page.getByText('You are offline').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await titleIs(page, 'Verify an email address');
    browsing.forgive(/net::ERR_INTERNET_DISCONNECTED/);
  });

  it('a double click sends once', async () => {
    const ann = await browsing.postern.newcomer();
    const page = await browsing.device();
    const sent: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && sent.push(new URL(request.url()).pathname));
    await page.goto('/sign-in');
    await page.getByLabel('Username or email address').fill(ann.username);
    await page.getByLabel('Password', { exact: true }).fill(ann.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).dblclick();
    await titleIs(page, 'Verify an email address');
    await page.getByRole('button', { name: 'Yes, send the link there' }).dblclick();
    await titleIs(page, 'Look at your mail');
    expect(sent.filter((path) => path.startsWith('/v1/sign-ins'))).toEqual([
      '/v1/sign-ins',
      '/v1/sign-ins/current/email',
    ]);
  });

  it('back and reload land on the step where the flow really is', async () => {
    const ann = await browsing.postern.newcomer();
    const page = await browsing.device();
    await signIn(page, ann);
    await page.getByRole('button', { name: 'Yes, send the link there' }).click();
    await titleIs(page, 'Look at your mail');
    await page.reload();
    await titleIs(page, 'Look at your mail');
    await page.goBack();
    await titleIs(page, 'Look at your mail');
    await page.getByRole('button', { name: 'Start over' }).click();
    await titleIs(page, 'Sign in');
    await page.goto('/flow');
    await titleIs(page, 'There is no sign-in under way');
    await look(page, 'flow-ended');
  });

  it('two tabs show the same step, and the end of one is the end of both', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await browsing.device();
    await signIn(page, ann);
    await titleIs(page, 'Enter the code');
    const other = await page.context().newPage();
    await other.goto('/flow');
    await titleIs(other, 'Enter the code');
    await typeCode(page, await ann.receiveCode(ann.phone));
    await isSignedIn(page);
    await titleIs(other, 'You are signed in');
    await other.getByRole('link', { name: 'Go to your account' }).click();
    await other.waitForURL('**/account');
  });

  it('a flow that took too long says so and leads on', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await browsing.device();
    await signIn(page, ann);
    await titleIs(page, 'Enter the code');
    await browsing.postern.sql(`update mfa.flow set expires_at = now() - interval '1 second'`);
    await typeCode(page, await ann.receiveCode(ann.phone));
    await titleIs(page, 'This sign-in has ended');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await titleIs(page, 'Sign in');
  });

  it('everything can be done with the keyboard alone', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await browsing.device();
    await page.goto('/sign-in');
    await titleIs(page, 'Sign in');
    const { keyboard } = page;
    const until = async (name: string): Promise<void> => {
      for (let presses = 0; presses < 20; presses++) {
        await keyboard.press('Tab');
        if ((await focused(page)) === name) return;
      }
      throw new Error(`Tab does not lead to ${name}`);
    };
    await until('Username or email address');
    await keyboard.type(ann.username);
    await keyboard.press('Tab');
    expect(await focused(page)).toBe('Password');
    await keyboard.type(ann.password);
    await keyboard.press('Enter');
    await titleIs(page, 'Enter the code');
    await keyboard.type(await ann.receiveCode(ann.phone));
    await isSignedIn(page);
    await until('Go on');
    await keyboard.press('Enter');
    await page.waitForURL('**/account');
  });

  it('speaks Spanish where the browser does, and whatever is chosen instead', async () => {
    const ann = await browsing.postern.newcomer();
    const page = await browsing.device({ locale: 'es-MX' });
    await page.goto('/sign-in');
    await titleIs(page, 'Iniciar sesión');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('es');
    await page.getByLabel('Nombre de usuario o correo electrónico').fill(ann.username);
    await page.getByLabel('Contraseña', { exact: true }).fill('otra cosa');
    await page.getByRole('button', { name: 'Iniciar sesión', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: 'contraseña' }).waitFor();
    await look(page, 'sign-in-spanish');
    await page.getByLabel('Idioma').selectOption('en');
    await titleIs(page, 'Sign in');
    await page.reload();
    await titleIs(page, 'Sign in');
  });

  it('what is refused is said in the language of the page, also where the account has another one', async () => {
    const ann = await browsing.postern.enrolled();
    await ann.call('PATCH', '/v1/account', { locale: 'es' });
    const page = await browsing.device();
    await signIn(page, ann);
    await titleIs(page, 'Enter the code');
    await typeCode(page, '000000');
    await page.getByRole('alert').filter({ hasText: 'That passcode is not right' }).waitFor();
  });

  it('an address that does not exist says so and leads on', async () => {
    const page = await browsing.device();
    const reply = await page.goto('/nowhere');
    expect(reply?.status()).toBe(404);
    browsing.forgive(/status of 404/);
    await titleIs(page, 'There is no such page');
    await look(page, 'not-found');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await titleIs(page, 'Sign in');
  });
});
