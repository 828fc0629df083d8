import { install, type Installation } from './installation.js';

describe('A forgotten username (R17)', () => {
  let postern: Installation;

  beforeAll(async () => {
    postern = await install();
  });

  afterAll(() => postern.stop());

  const ask = (email: unknown) => postern.client.send('POST', '/v1/recovery/username', { email });

  it('goes by e-mail to the address of the account, however it is written', async () => {
    const ann = await postern.newcomer();
    expect(await ask(ann.email.toUpperCase())).toMatchObject({ status: 202, body: {} });
    expect((await ann.receive(ann.email, 'username-reminder')).text).toContain(ann.username);
  });

  it('is answered alike for an address that nobody has, to which nothing is sent (S20)', async () => {
    const ann = await postern.newcomer();
    const [known, unknown] = [await ask(ann.email), await ask('nobody@example.org')];
    expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
    const names = ({ headers }: typeof known) => [...headers.keys()].filter((name) => name !== 'date').sort();
    expect(names(unknown)).toEqual(names(known));
    await ann.receive(ann.email, 'username-reminder');
    expect(await ann.inbox.messages('nobody@example.org')).toEqual([]);
  });

  it('does not fill a mailbox, however often a stranger asks', async () => {
    const ann = await postern.newcomer();
    for (let times = 0; times < 12; times++) await ask(ann.email);
    await ann.receive(ann.email, 'username-reminder');
    await new Promise((resolve) => setTimeout(resolve, 500));
    const sent = (await ann.inbox.messages(ann.email)).filter(({ template }) => template === 'username-reminder');
    expect(sent.length).toBeLessThan(12);
  });

  it.each([null, 7, '', 'not an address', ['a@example.org']])(
    'of %j is refused by name of the field (S22)',
    async (email) => {
      const { status, body } = await ask(email);
      expect(status).toBe(400);
      expect(body).toHaveProperty('errors.0.field', 'email');
    },
  );
});
