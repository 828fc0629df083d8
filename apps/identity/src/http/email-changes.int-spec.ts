import { eventually } from '@postern/platform/testing';
import { Mailbox } from '../testing/mailbox.js';
import { codeOf, Resident, tally } from '../testing/resident.js';
import { caller, runIdentity, type RunningIdentity } from '../testing/running-identity.js';

describe('A changed e-mail address', () => {
  let identity: RunningIdentity;
  let mailbox: Mailbox;
  let moves = 0;
  beforeAll(async () => {
    identity = await runIdentity();
    mailbox = new Mailbox(identity);
  });
  afterAll(async () => {
    await mailbox.close();
    await identity.stop();
  });

  const resident = (wishes?: Record<string, unknown>) => Resident.register(identity, wishes);
  const anAddress = () => `moved-${++moves}@example.net`;
  const ask = (somebody: Resident, email: string) => somebody.call('POST', '/internal/account/email', { email });
  const confirm = (token: string) =>
    identity.client.call({ method: 'POST', path: '/internal/email-changes', body: { token }, caller });
  const linkTo = async (somebody: Resident, email: string) => {
    await ask(somebody, email);
    return (await mailbox.last(email, 'confirm-email')).token;
  };

  it('takes effect when the new address answers; the old one hears of it, and sessions stay', async () => {
    const somebody = await resident();
    const email = anAddress();
    expect(await ask(somebody, email)).toEqual({ email, expiresAt: expect.any(String) });
    expect(await somebody.account()).toMatchObject({ email: somebody.email });
    const { token, link } = await mailbox.last(email, 'confirm-email');
    expect(link).toMatch(/^https:\/\/sign-in\.example\.test\/confirm-email#token=/);
    expect(await confirm(token)).toEqual({ email });
    expect(await somebody.account()).toMatchObject({ email, emailVerified: true, credentialVersion: 1 });
    expect(await somebody.refusal()).toBeNull();
    for (const address of [somebody.email, email]) {
      expect((await mailbox.last(address, 'email-changed')).data).toMatchObject({
        oldAddress: somebody.email,
        newAddress: email,
      });
    }
  });

  it('S20 account enumeration: a taken address gets the same answer, and its owner a mail instead of a link', async () => {
    const [somebody, owner] = [await resident(), await resident({ locale: 'es' })];
    const reply = await ask(somebody, owner.email.toUpperCase());
    expect(reply).toEqual({ email: owner.email.toUpperCase(), expiresAt: expect.any(String) });
    expect(await mailbox.last(owner.email, 'account-exists')).toMatchObject({
      locale: 'es',
      data: { username: owner.person.username },
      link: null,
    });
    expect(await mailbox.to(owner.email.toUpperCase())).toEqual([]);
  });

  it('S20: a taken address leaves behind what a free one does', async () => {
    const [one, other, owner] = [await resident(), await resident(), await resident()];
    const rows = async () => {
      const counted = await identity.database.query<{ rows: number }>(
        'rows',
        `select ((select count(*) from identity.email_change) + (select count(*) from identity.audit))::int as rows`,
      );
      return counted[0]?.rows ?? 0;
    };
    const count = async (work: () => Promise<unknown>) => {
      const before = await rows();
      await work();
      return (await rows()) - before;
    };
    const free = await count(() => ask(one, anAddress()));
    const taken = await count(() => ask(other, owner.email));
    expect([free, taken]).toEqual([2, 2]);
  });

  it('race: of 20 parallel uses of one link exactly one changes the address', async () => {
    const somebody = await resident();
    const token = await linkTo(somebody, anAddress());
    const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(confirm(token))));
    expect(tally(codes)).toEqual({ null: 1, 'link.spent': 19 });
    const kinds = await somebody.kinds();
    expect(kinds.filter((kind) => kind === 'email.changed')).toHaveLength(1);
  });

  it('race: of two accounts that want one address exactly one gets it', async () => {
    const email = anAddress();
    const [one, other] = [await resident(), await resident()];
    const tokens = [await linkTo(one, email)];
    await ask(other, email);
    const second = async () => (await mailbox.to(email)).map(({ token }) => token).find((token) => token !== tokens[0]);
    tokens.push((await eventually(second)) as string);
    const codes = await Promise.all(tokens.map((token) => codeOf(confirm(token))));
    expect(tally(codes)).toEqual({ null: 1, 'link.expired': 1 });
  });

  it('is of no use after somebody else registered with the address', async () => {
    const somebody = await resident();
    const email = anAddress();
    const token = await linkTo(somebody, email);
    await resident({ email });
    expect(await codeOf(confirm(token))).toBe('link.expired');
    expect(await somebody.account()).toMatchObject({ email: somebody.email });
  });

  it('S14: a change begun before the password changed ends in nothing', async () => {
    const somebody = await resident();
    const token = await linkTo(somebody, anAddress());
    const body = { currentPassword: somebody.person.password, password: 'amber lantern 77' };
    await somebody.call('PUT', '/internal/account/password', body);
    expect(await codeOf(confirm(token))).toBe('link.expired');
  });

  it('nobody’s mailbox is filled through it: once a minute, and five times an hour', async () => {
    const somebody = await resident();
    const addresses = Array.from({ length: 4 }, anAddress);
    for (const address of addresses) expect(await codeOf(ask(somebody, address))).toBeNull();
    await mailbox.last(addresses[0]!, 'confirm-email');
    expect(await Promise.all(addresses.slice(1).map((address) => mailbox.to(address)))).toEqual([[], [], []]);
  });
});
