import { subjectTokenClaims, type Authenticated } from '@postern/contracts';
import { newId } from '@postern/kernel';
import { QueueSender } from '@postern/platform';
import { IdentityConsumer } from '../queue/identity.consumer.js';
import { Mailbox } from '../testing/mailbox.js';
import { codeOf, Resident, tally } from '../testing/resident.js';
import { caller, runIdentity, type RunningIdentity } from '../testing/running-identity.js';

describe('Recovery', () => {
  let identity: RunningIdentity;
  let mailbox: Mailbox;
  beforeAll(async () => {
    identity = await runIdentity();
    mailbox = new Mailbox(identity);
  });
  afterAll(async () => {
    await mailbox.close();
    await identity.stop();
  });

  const resident = () => Resident.register(identity);
  const post = <Reply>(path: string, body: unknown) =>
    identity.client.call<Reply>({ method: 'POST', path: `/internal/${path}`, body, caller });
  const forgot = (identifier: string, application?: string) => post('recovery/password', { identifier, application });
  const open = (token: string) => post<Authenticated>('recovery/password/links', { token });
  const subject = async (token: string) => {
    const { subjectToken } = await open(token);
    return identity.subjectTokens.verify('subject', 'identity', subjectToken, subjectTokenClaims);
  };
  const linkFor = async (somebody: Resident) => {
    await forgot(somebody.email);
    return (await mailbox.last(somebody.email, 'password-reset')).token;
  };
  const reset = (somebody: Resident, claims: object = {}, password = 'amber lantern 77') =>
    post('password-resets', {
      assuranceToken: identity.assure({ sub: somebody.id, purpose: 'recovery', amr: ['email', 'otp'], ...claims }),
      password,
    });
  const authenticate = (somebody: Resident, password: string) =>
    codeOf(post('authentications', { identifier: somebody.email, password, application: null }));
  /** Past the caps on mail, which are about others. */
  const age = (somebody: Resident, interval: string) =>
    identity.database.query(
      'age',
      `update identity.password_reset set requested_at = requested_at - $2::interval where account_id = $1`,
      [somebody.id, interval],
    );
  /** When this has been dealt with, so has all before it. */
  const settled = async () => {
    const last = await resident();
    await forgot(last.email);
    await mailbox.last(last.email, 'password-reset');
  };

  it('sends the username to the address, and sends it in silence to nobody', async () => {
    const somebody = await resident();
    for (const email of [somebody.email.toUpperCase(), 'nobody@example.org']) {
      expect(await post('recovery/username', { email })).toEqual({});
    }
    expect(await mailbox.last(somebody.email, 'username-reminder')).toMatchObject({
      data: { username: somebody.person.username },
      link: null,
    });
    expect(await mailbox.to('nobody@example.org')).toEqual([]);
  });

  it('S13: the link leads to the second factor, and opens nothing else', async () => {
    const somebody = await resident();
    const token = await linkFor(somebody);
    expect(await subject(token)).toMatchObject({
      sub: somebody.id,
      purpose: 'recovery',
      amr: ['email'],
      aal: 'aal1',
      credential_version: 1,
      application: null,
    });
    expect(await somebody.refusal()).toBeNull();
    expect(await authenticate(somebody, somebody.person.password)).toBeNull();
    const recovered = { assuranceToken: identity.assure({ sub: somebody.id, purpose: 'recovery' }) };
    expect(await codeOf(post('sessions', recovered))).toBe('assurance.refused');
  });

  it('S14: the new password ends every session, is told to the owner, and proves the address', async () => {
    const somebody = await resident();
    await open(await linkFor(somebody));
    await reset(somebody);
    expect(await somebody.refusal()).toBe('session.required');
    expect(await authenticate(somebody, somebody.person.password)).toBe('sign_in.rejected');
    expect(await authenticate(somebody, 'amber lantern 77')).toBeNull();
    expect(await somebody.account()).toMatchObject({ emailVerified: true, credentialVersion: 2 });
    await mailbox.last(somebody.email, 'password-changed');
    expect(await somebody.kinds()).toEqual(
      expect.arrayContaining(['password.reset-requested', 'password.reset-opened', 'password.reset']),
    );
  });

  it('S13: takes no assurance of another purpose, and none that is not signed', async () => {
    const somebody = await resident();
    for (const claims of [
      { purpose: 'sign-in' },
      { purpose: 'step-up' },
      { credential_version: 0 },
      { sub: newId() },
    ]) {
      expect(await codeOf(reset(somebody, claims))).toBe('assurance.refused');
    }
    const body = { assuranceToken: 'x.y.z', password: 'amber lantern 77' };
    expect(await codeOf(post('password-resets', body))).toBe('assurance.refused');
    expect(await somebody.account()).toMatchObject({ credentialVersion: 1 });
  });

  it('S2: a bad new password uses nothing up', async () => {
    const somebody = await resident();
    expect(await codeOf(reset(somebody, {}, 'qwertyuiop'))).toBe('account.password_refused');
    expect(await codeOf(reset(somebody))).toBeNull();
  });

  it('S13 race: of 20 parallel uses of one link exactly one opens a recovery', async () => {
    const token = await linkFor(await resident());
    const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(open(token))));
    expect(tally(codes)).toEqual({ null: 1, 'link.spent': 19 });
    expect(await codeOf(open(token))).toBe('link.spent');
  });

  it('S13 race: of 8 recoveries that end at the same moment exactly one sets its password', async () => {
    const somebody = await resident();
    const passwords = Array.from({ length: 8 }, (_, index) => `amber lantern 7${index}`);
    const codes = await Promise.all(passwords.map((password) => codeOf(reset(somebody, {}, password))));
    expect(tally(codes)).toEqual({ null: 1, 'assurance.refused': 7 });
    const right = await Promise.all(passwords.map((password) => authenticate(somebody, password)));
    expect(right.map((code) => code === null)).toEqual(codes.map((code) => code === null));
  });

  it('S13: a newer link makes the older one expire, and so does a changed password', async () => {
    const somebody = await resident();
    const older = await linkFor(somebody);
    await age(somebody, '2 minutes');
    await forgot(somebody.email);
    await settled();
    const newer = (await mailbox.last(somebody.email, 'password-reset')).token;
    expect(newer).not.toBe(older);
    expect(await codeOf(open(older))).toBe('link.expired');
    await reset(somebody);
    expect(await codeOf(open(newer))).toBe('link.expired');
  });

  it('S14: a recovery begun before a disablement or another recovery ends in nothing', async () => {
    const disabled = await resident();
    const link = await linkFor(disabled);
    await open(await linkFor(disabled));
    await identity.database.query('off', `update identity.account set state = 'disabled' where id = $1`, [disabled.id]);
    expect(await codeOf(reset(disabled))).toBe('assurance.refused');
    expect(await codeOf(open(link))).toBe('link.spent');

    const twice = await resident();
    await open(await linkFor(twice));
    await reset(twice);
    expect(await codeOf(reset(twice, {}, 'amber lantern 78'))).toBe('assurance.refused');
    expect(await codeOf(reset(twice, { credential_version: 2 }, 'amber lantern 78'))).toBeNull();
  });

  it('knows when a link is too old, and which are none of ours', async () => {
    const somebody = await resident();
    const token = await linkFor(somebody);
    await identity.database.query(
      'expire',
      'update identity.password_reset set expires_at = now() where account_id = $1',
      [somebody.id],
    );
    expect(await codeOf(open(token))).toBe('link.expired');
    const forged = `${token.slice(0, -4)}AAAA`;
    for (const stranger of [forged, 'A'.repeat(64), 'A'.repeat(20)]) {
      expect(await codeOf(open(stranger))).toBe('link.unknown');
    }
    expect(await codeOf(post('notices', { token }))).toBe('link.unknown');
    expect(await codeOf(post('email-changes', { token }))).toBe('link.unknown');
  });

  it('S20: nobody’s mailbox is filled, however often and in parallel somebody asks', async () => {
    const somebody = await resident();
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        index % 2 ? forgot(somebody.email) : post('recovery/username', { email: somebody.email }),
      ),
    );
    await settled();
    const templates = (await mailbox.to(somebody.email)).map(({ template }) => template).sort();
    expect(templates).toEqual(['password-reset', 'username-reminder']);
    for (let hour = 0; hour < 6; hour++) {
      await age(somebody, '2 minutes');
      await forgot(somebody.email);
      await settled();
    }
    const resets = (await mailbox.to(somebody.email)).filter(({ template }) => template === 'password-reset');
    expect(resets).toHaveLength(5);
  });

  it('S20: asks the same of the database for known, unknown, disabled and closed', async () => {
    const [known, disabled, closed] = [await resident(), await resident(), await resident()];
    await identity.database.query('off', `update identity.account set state = 'disabled' where id = $1`, [disabled.id]);
    await closed.call('POST', '/internal/account/closure');
    // What comes of a request is done elsewhere, and would be counted with it here.
    const { worker } = identity.app.get(IdentityConsumer, { strict: false });
    await worker.pause();
    const { database } = identity;
    const ask = database.query.bind(database);
    const seen: string[][] = [];
    database.query = (name, text, values) => {
      if (!name.includes('outbox.take')) seen.at(-1)?.push(name);
      return ask(name, text, values);
    };
    for (const identifier of [known.email, known.person.username, 'nobody@example.org', disabled.email, closed.email]) {
      seen.push([]);
      expect(await forgot(identifier)).toEqual({});
      seen.push([]);
    }
    database.query = ask;
    await worker.resume();
    const requests = seen.filter((_, index) => index % 2 === 0);
    expect(requests).toEqual(Array.from({ length: 5 }, () => ['identity.outbox.add']));
  });

  it('S20: disabled and closed accounts get no mail', async () => {
    const [disabled, closed] = [await resident(), await resident()];
    await identity.database.query('off', `update identity.account set state = 'disabled' where id = $1`, [disabled.id]);
    await closed.call('POST', '/internal/account/closure');
    for (const { email } of [disabled, closed]) {
      await forgot(email);
      await post('recovery/username', { email });
    }
    await settled();
    expect(await mailbox.to(disabled.email)).toEqual([]);
    expect((await mailbox.to(closed.email)).map(({ template }) => template)).toEqual(['account-closed']);
  });

  it('a redelivered request sends nothing twice', async () => {
    const somebody = await resident();
    const body = { identifier: somebody.email, source: null, application: null, at: new Date().toISOString() };
    const sender = identity.app.get(QueueSender, { strict: false });
    const id = newId();
    for (let delivery = 0; delivery < 3; delivery++) {
      await sender.send([{ id, queue: 'identity', name: 'send-password-reset', body }]);
      await settled();
      await age(somebody, '2 minutes');
    }
    expect(await mailbox.to(somebody.email)).toHaveLength(1);
  });

  it('S17 poisoned Host: the link is the installation’s, whatever the request says', async () => {
    const somebody = await resident();
    const reply = await fetch(`${identity.url}/internal/recovery/password`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${identity.serviceToken()}`,
        'x-forwarded-host': 'evil.example',
        forwarded: 'host=evil.example',
        origin: 'https://evil.example',
      },
      body: JSON.stringify({ identifier: somebody.email }),
    });
    expect(reply.status).toBe(202);
    const { link } = await mailbox.last(somebody.email, 'password-reset');
    expect(link).toMatch(/^https:\/\/sign-in\.example\.test\/reset-password#token=[A-Za-z0-9_-]{64}$/);
  });

  it('writes to the second factor’s address where that is another one, and proves nothing of the account’s own', async () => {
    const somebody = await resident();
    const address = `other-${newId()}@example.org`;
    await identity.database.query('other', 'update identity.account set recovery_email = $2 where id = $1', [
      somebody.id,
      address,
    ]);
    await forgot(somebody.person.username);
    await open((await mailbox.last(address, 'password-reset')).token);
    await reset(somebody);
    expect(await somebody.account()).toMatchObject({ emailVerified: false });
    await mailbox.last(address, 'password-changed');
    await mailbox.last(somebody.email, 'password-changed');
  });
});
