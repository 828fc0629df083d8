import { install, type Installation } from './installation.js';

describe('A newcomer enrolls by e-mail', () => {
  let postern: Installation;

  beforeAll(async () => {
    postern = await install();
  });

  afterAll(() => postern.stop());

  it('gets the code at the verified address, and a session that says truthfully what was done (S10)', async () => {
    const ann = await postern.newcomer();
    await ann.signIn();
    await ann.verifyEmail();
    await ann.enrollEmail();
    expect(ann.step('activate-factor').factor).toMatchObject({
      kind: 'email',
      destination: `${ann.email[0]}*****${ann.email.split('@')[0]?.at(-1)}@example.org`,
    });
    const mail = await ann.receive(ann.email, 'temporary-passcode');
    expect(mail).toMatchObject({ channel: 'email', subject: expect.stringContaining('Temporary Passcode') });
    expect(mail.html).toContain('<');
    await ann.answer(/\b\d{6}\b/.exec(mail.text)?.[0] as string);
    expect(ann.flow?.session).toMatchObject({ aal: 'aal1', amr: ['pwd', 'email'] });
  });

  it('may use another address, which leaves the account’s own as it was', async () => {
    const ann = await postern.newcomer();
    const other = `other-${ann.email}`;
    await ann.signIn();
    await ann.verifyEmail(other);
    await ann.enrollEmail();
    await ann.answer(await ann.receiveCode(other));
    expect(ann.flow?.session?.account.email).toBe(ann.email);
    expect((await ann.readSession()).account.email).toBe(ann.email);

    expect(await ann.signIn()).toMatchObject({
      kind: 'answer-challenge',
      factor: { destination: expect.stringMatching(/^o\*{5}.@example\.org$/) },
    });
  });
});
