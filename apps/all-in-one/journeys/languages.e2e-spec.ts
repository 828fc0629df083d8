import type { ProblemBody } from '@postern/contracts';
import { Person } from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

describe('English and Spanish', () => {
  let postern: Installation;

  beforeAll(async () => {
    postern = await install();
  });

  afterAll(() => postern.stop());

  const spanish = () => postern.client.with({ 'accept-language': 'es-MX, es;q=0.9, en;q=0.5' });

  it('a Spanish account gets Spanish messages, whatever the browser asks for', async () => {
    const ana = new Person(postern.client.with({ 'accept-language': 'en' }), { locale: 'es' });
    await ana.register();
    await ana.signIn();
    await ana.act('POST', '/email', {});
    const mail = await ana.receive(ana.email, 'verify-email');
    expect(mail.text).toMatch(/correo|dirección/i);
    expect(mail.html).toMatch(/lang="es"/);
    await ana.client.expect('POST', '/v1/email-verifications', { token: /#token=([\w-]+)/.exec(mail.text)?.[1] });
    await ana.act('GET');
    await ana.enrollSms();
    const text = await ana.receive(ana.phone, 'temporary-passcode');
    expect(text.text).toMatch(/es tu clave/);
    await ana.answer(/(\d{6})\s*$/.exec(text.text)?.[1] as string);
    expect(ana.flow?.session?.account.locale).toBe('es');
    expect((await ana.receive(ana.email, 'factor-added')).text).toMatch(/método|verificación/i);
  });

  it('registering without saying so takes the language of the browser', async () => {
    const ana = new Person(spanish());
    await ana.register();
    await ana.signIn();
    await ana.act('POST', '/email', {});
    expect((await ana.receive(ana.email, 'verify-email')).html).toMatch(/lang="es"/);
  });

  it('problems are in the language that is asked for, and in the one of the account where none is', async () => {
    const ann = await postern.newcomer();
    const refusal = async (client = postern.client) =>
      (
        await client.send<ProblemBody>('POST', '/v1/sign-ins', {
          identifier: ann.username,
          password: 'not the password',
        })
      ).body;
    const [english, other] = [await refusal(), await refusal(spanish())];
    expect(other.code).toBe(english.code);
    expect(other.title).not.toBe(english.title);
    expect(await refusal(postern.client.with({ 'accept-language': 'fr, de' }))).toMatchObject({ title: english.title });

    const ana = new Person(postern.client, { locale: 'es' });
    await ana.register();
    await ana.signIn();
    const early = await ana.attempt<ProblemBody>('POST', '/answer', { code: '123456' });
    await ann.signIn();
    const same = await ann.attempt<ProblemBody>('POST', '/answer', { code: '123456' });
    expect(early.body.code).toBe(same.body.code);
    expect(early.body.title).not.toBe(same.body.title);
  });

  it('wrong fields are explained in Spanish too', async () => {
    const explain = async (client = postern.client) =>
      (await client.send<ProblemBody>('POST', '/v1/accounts', { username: '' })).body;
    const [english, other] = [await explain(), await explain(spanish())];
    const outline = ({ errors }: ProblemBody) => errors?.map(({ field, reason }) => [field, reason]);
    expect(outline(other)).toEqual(outline(english));
    expect(other.errors?.map(({ message }) => message)).not.toEqual(english.errors?.map(({ message }) => message));
  });

  it('the language can be changed at any time', async () => {
    const ann = await postern.enrolled();
    expect(await ann.call('PATCH', '/v1/account', { locale: 'es' })).toMatchObject({ locale: 'es' });
    await ann.signIn();
    expect((await ann.receive(ann.phone, 'temporary-passcode')).text).toMatch(/es tu clave/);
    expect((await ann.tryCall('PATCH', '/v1/account', { locale: 'tlh' })).status).toBe(400);
  });
});
