import type { ConfirmedEmail, IssuedSession, MessageBody, NoticeView } from '@postern/contracts';
import { newId } from '@postern/kernel';
import { QueueSender } from '@postern/platform';
import { eventually } from '@postern/platform/testing';
import { Mailbox } from '../testing/mailbox.js';
import { codeOf, Resident, tally } from '../testing/resident.js';
import { caller, runIdentity, type RunningIdentity } from '../testing/running-identity.js';

describe('"This was not me"', () => {
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
  const read = (token: string) => post<NoticeView>('notices', { token });
  const disavow = (token: string) => post<NoticeView>('notices/disavowals', { token });
  const authenticate = (somebody: Resident, password = somebody.person.password) =>
    codeOf(post('authentications', { identifier: somebody.person.username, password, application: null }));
  const told = (somebody: Resident) => mailbox.toldMfa(somebody.id, 'account.disavowed');
  const phoneNotice = async (somebody: Resident, phone = '555 0177') => {
    await somebody.call('PUT', '/internal/account/phone', { phone });
    return (await mailbox.last(somebody.email, 'phone-changed')).token;
  };
  const moveTo = async (somebody: Resident, email: string, session?: string) => {
    await somebody.call('POST', '/internal/account/email', { email }, session);
    const { token } = await mailbox.last(email, 'confirm-email');
    return post<ConfirmedEmail>('email-changes', { token });
  };
  const recover = async (somebody: Resident, address: string, version: number, password = 'amber lantern 77') => {
    const { token } = await mailbox.last(address, 'password-reset');
    await post('recovery/password/links', { token });
    const claims = { sub: somebody.id, purpose: 'recovery', credential_version: version } as const;
    await post('password-resets', { assuranceToken: identity.assure(claims), password });
  };

  it('reading says what it was and what would be done, and does nothing, as often as a mail scanner looks', async () => {
    const somebody = await resident();
    const token = await phoneNotice(somebody);
    for (let look = 0; look < 3; look++) {
      expect(await read(token)).toEqual({
        kind: 'phone-changed',
        happenedAt: expect.any(String),
        username: somebody.person.username,
        effects: ['sessions-end', 'devices-forgotten', 'password-reset'],
      });
    }
    expect(await somebody.refusal()).toBeNull();
  });

  it('R13: ends every session and device at once, and asks for a new password', async () => {
    const somebody = await resident();
    const token = await phoneNotice(somebody);
    expect(await disavow(token)).toMatchObject({ kind: 'phone-changed' });
    expect(await somebody.refusal()).toBe('session.required');
    expect(await authenticate(somebody)).toBe('account.password_reset_required');
    expect(await authenticate(somebody, 'a wrong password')).toBe('sign_in.rejected');
    expect(await codeOf(somebody.signIn())).toBe('assurance.refused');
    expect(await eventually(async () => (await told(somebody))[0])).toMatchObject({
      factorId: null,
      resetId: null,
    });
    expect(await somebody.kinds()).toContain('account.disavowed');

    await recover(somebody, somebody.email, 2);
    expect(await authenticate(somebody, 'amber lantern 77')).toBeNull();
  });

  it('race: of 20 parallel uses of one link exactly one takes effect', async () => {
    const somebody = await resident();
    const token = await phoneNotice(somebody);
    const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(disavow(token))));
    expect(tally(codes)).toEqual({ null: 1, 'link.spent': 19 });
    expect(await somebody.account()).toMatchObject({ credentialVersion: 2 });
    const resets = (await mailbox.to(somebody.email)).filter(({ template }) => template === 'password-reset');
    expect(resets).toHaveLength(1);
    expect(await codeOf(read(token))).toBe('link.spent');
  });

  it('one that was used leaves the others usable', async () => {
    const somebody = await resident();
    const first = await phoneNotice(somebody, '555 0171');
    const second = await phoneNotice(somebody, '555 0172');
    await disavow(second);
    expect(await read(first)).toMatchObject({ kind: 'phone-changed' });
    await disavow(first);
    expect(await somebody.account()).toMatchObject({ credentialVersion: 3 });
  });

  it('S12: the attacker moves the account to his own address, and the owner takes it back from the old one', async () => {
    const somebody = await resident();
    const evil = `evil-${newId()}@example.net`;
    const stolen = await somebody.signIn();
    await moveTo(somebody, evil, stolen);
    await post('recovery/password', { identifier: evil });
    const attackersReset = (await mailbox.last(evil, 'password-reset')).token;
    const attackersNotice = (await mailbox.last(evil, 'email-changed')).token;
    const changed = await mailbox.last(somebody.email, 'email-changed');
    expect(changed.data).toMatchObject({ oldAddress: somebody.email, newAddress: evil });
    expect(await read(changed.token)).toMatchObject({ effects: expect.arrayContaining(['email-restored']) });

    await disavow(changed.token);
    expect(await somebody.account()).toMatchObject({ email: somebody.email, emailVerified: true });
    expect(await somebody.refusal(stolen)).toBe('session.required');
    expect(await codeOf(post('recovery/password/links', { token: attackersReset }))).toBe('link.expired');
    expect(await codeOf(disavow(attackersNotice))).toBe('link.spent');
    await eventually(async () => (await told(somebody)).length === 1);

    await recover(somebody, somebody.email, 2);
    expect(await authenticate(somebody, 'amber lantern 77')).toBeNull();
    const mailToEvil = (await mailbox.to(evil)).map(({ template }) => template);
    expect(mailToEvil).toEqual(['confirm-email', 'email-changed', 'password-reset']);
  });

  it('S12: the attacker disavows his own change of address, and gets no link for it', async () => {
    const somebody = await resident();
    const evil = `evil-${newId()}@example.net`;
    await moveTo(somebody, evil);
    await disavow((await mailbox.last(evil, 'email-changed')).token);
    await mailbox.last(somebody.email, 'password-reset');
    expect((await mailbox.to(evil)).map(({ template }) => template)).toEqual(['confirm-email', 'email-changed']);
  });

  it('S12: what the attacker does next is told to the old address too', async () => {
    const somebody = await resident();
    const evil = `evil-${newId()}@example.net`;
    await moveTo(somebody, evil);
    const body = { currentPassword: somebody.person.password, password: 'stolen lantern 66' };
    await somebody.call<IssuedSession>('PUT', '/internal/account/password', body);
    const { token } = await mailbox.last(somebody.email, 'password-changed');
    await disavow(token);
    expect(await authenticate(somebody, 'stolen lantern 66')).toBe('account.password_reset_required');
  });

  it('S12: nobody can sit on the old address while the owner may still want it back', async () => {
    const somebody = await resident();
    await moveTo(somebody, `evil-${newId()}@example.net`);
    const { id: squatter } = await Resident.register(identity, { email: somebody.email }).catch(() => ({ id: null }));
    expect(squatter).toBeNull();
    await disavow((await mailbox.last(somebody.email, 'email-changed')).token);
    expect(await somebody.account()).toMatchObject({ email: somebody.email });
  });

  it('the attacker closes the account, and the owner undoes it', async () => {
    const somebody = await resident();
    await somebody.call('POST', '/internal/account/closure');
    const { token } = await mailbox.last(somebody.email, 'account-closed');
    expect((await read(token)).effects).toContain('account-reopened');
    await disavow(token);
    expect(await somebody.account()).toMatchObject({ state: 'active' });
    await recover(somebody, somebody.email, 3);
    expect(await authenticate(somebody, 'amber lantern 77')).toBeNull();
    expect(await somebody.kinds()).toEqual(expect.arrayContaining(['account.closed', 'account.reopened']));
  });

  it('the attacker moves the account and closes it: one link from the old address undoes both', async () => {
    const somebody = await resident();
    const evil = `evil-${newId()}@example.net`;
    await moveTo(somebody, evil);
    await somebody.call('POST', '/internal/account/closure');
    await disavow((await mailbox.last(somebody.email, 'email-changed')).token);
    expect(await somebody.account()).toMatchObject({ state: 'active', email: somebody.email });
    await mailbox.last(somebody.email, 'password-reset');
  });

  it('S12: takes away the factor, and stops the reset, that the notice was about', async () => {
    const somebody = await resident();
    const [factorId, resetId] = [newId(), newId()];
    const happened = { accountId: somebody.id, flowId: null, source: null, actor: null, application: null };
    const at = new Date().toISOString();
    const send = <Name extends 'factor.activated' | 'factor_reset.requested'>(
      name: Name,
      facts: Partial<MessageBody<'identity', Name>>,
    ) => {
      const body = { ...happened, at, notify: [], ...facts };
      return identity.app.get(QueueSender, { strict: false }).send([{ id: newId(), queue: 'identity', name, body }]);
    };
    await send('factor.activated', { factorId, kind: 'totp', destination: null });
    await send('factor_reset.requested', { resetId, takesEffectAt: at });
    const added = (await mailbox.last(somebody.email, 'factor-added')).token;
    const reset = (await mailbox.last(somebody.email, 'factor-reset-requested')).token;
    expect((await read(added)).effects).toContain('factor-removed');
    expect((await disavow(reset)).effects).toContain('factor-reset-stopped');
    await disavow(added);
    const words = await eventually(async () => {
      const bodies = await told(somebody);
      return bodies.length === 2 && bodies;
    });
    expect(words).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ factorId: null, resetId }),
        expect.objectContaining({ factorId }),
      ]),
    );
  });

  it('is of no use after seven days, and none of ours are known by no other name', async () => {
    const somebody = await resident();
    const token = await phoneNotice(somebody);
    await identity.database.query('expire', 'update identity.notice set expires_at = now() where account_id = $1', [
      somebody.id,
    ]);
    for (const call of [read, disavow]) {
      expect(await codeOf(call(token))).toBe('link.expired');
      expect(await codeOf(call('A'.repeat(64)))).toBe('link.unknown');
      expect(await codeOf(call(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`))).toBe('link.unknown');
    }
    expect(await codeOf(post('recovery/password/links', { token }))).toBe('link.unknown');
    expect(await somebody.refusal()).toBeNull();
  });
});
