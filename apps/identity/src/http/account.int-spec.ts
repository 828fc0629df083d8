import type { AccountView, ClosedAccount, IssuedSession } from '@postern/contracts';
import { Mailbox } from '../testing/mailbox.js';
import { anOrganization, join, withRole } from '../testing/organization.js';
import { codeOf, Resident, tally } from '../testing/resident.js';
import { runIdentity, type RunningIdentity } from '../testing/running-identity.js';

describe('/internal/account', () => {
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
  const resident = (wishes?: Record<string, unknown>) => Resident.register(identity, wishes);
  /** Proven long ago, or less than the account can. */
  const stale = { auth_time: Math.floor(Date.now() / 1000) - 400 };

  it('shows the account, and changes what is named', async () => {
    const somebody = await resident({ locale: 'es', phone: '555 0100' });
    const before = await somebody.call<AccountView>('GET', '/internal/account');
    expect(before).toEqual({
      id: somebody.id,
      username: somebody.person.username,
      email: somebody.email,
      emailVerified: false,
      locale: 'es',
      role: null,
      name: somebody.person.name,
      phone: '555 0100',
      address: null,
      notifications: { applications: { email: true, sms: true } },
      createdAt: expect.any(String),
    });
    const notifications = { applications: { email: false, sms: true } };
    const address = { line1: '1 Pier Road', city: 'Portland', region: 'OR', postalCode: '97201', country: 'US' };
    const changes = { name: { given: 'Robin', family: 'Castellano' }, locale: 'en', notifications, address };
    expect(await somebody.call('PATCH', '/internal/account', changes)).toEqual({ ...before, ...changes });
    expect(await somebody.call('PATCH', '/internal/account', { address: null })).toMatchObject({
      ...changes,
      address: null,
    });
    expect(await somebody.call('PATCH', '/internal/account', {})).toMatchObject({ name: changes.name });
    expect(await somebody.kinds()).toEqual(expect.arrayContaining(['profile.changed']));
  });

  it('S22: takes nothing that is not the person’s to change', async () => {
    const somebody = await resident();
    for (const body of [{ role: 'operator' }, { email: 'x@example.org' }, { state: 'active' }, { name: null }]) {
      expect(await codeOf(somebody.call('PATCH', '/internal/account', body))).toBe('request.invalid');
    }
    expect(await somebody.call('GET', '/internal/account')).toMatchObject({ role: null, email: somebody.email });
  });

  it('S11: changes phone, password and e-mail, exports and closes only for who has just proven it', async () => {
    const somebody = await resident();
    const sessions = [await somebody.signIn(stale), await somebody.signIn({ aal: 'aal1', highest_aal: 'aal2' })];
    const passwords = { currentPassword: somebody.person.password, password: 'amber lantern 77' };
    for (const session of sessions) {
      for (const [method, path, body] of [
        ['PUT', 'phone', { phone: null }],
        ['PUT', 'password', passwords],
        ['POST', 'email', { email: 'new@example.org' }],
        ['GET', 'export', undefined],
        ['POST', 'closure', undefined],
      ] as const) {
        await expect(somebody.call(method, `/internal/account/${path}`, body, session)).rejects.toMatchObject({
          code: 'session.step_up_required',
          details: { required: { aal: 'aal2', maxAgeSeconds: 300 } },
        });
      }
    }
    expect(await somebody.refusal()).toBeNull();
    expect(await mailbox.to(somebody.email)).toEqual([]);
  });

  it('S12: tells of a changed phone, in the person’s language, with a link of the configured address (S17)', async () => {
    const somebody = await resident({ locale: 'es' });
    expect(await somebody.call('PUT', '/internal/account/phone', { phone: '555 0142' })).toMatchObject({
      phone: '555 0142',
    });
    const mail = await mailbox.last(somebody.email, 'phone-changed');
    expect(mail).toMatchObject({
      locale: 'es',
      data: { username: somebody.person.username, source: '192.0.2.7', device: expect.any(String) },
      link: expect.stringMatching(/^https:\/\/sign-in\.example\.test\/not-me#token=[A-Za-z0-9_-]{64}$/),
    });
    await somebody.call('PUT', '/internal/account/phone', { phone: '555 0142' });
    expect(await mailbox.to(somebody.email)).toHaveLength(1);
  });

  describe('a changed password', () => {
    const change = (somebody: Resident, wishes: Record<string, string> = {}, session?: string) =>
      somebody.call<IssuedSession>(
        'PUT',
        '/internal/account/password',
        { currentPassword: somebody.person.password, password: 'amber lantern 77', ...wishes },
        session,
      );

    it('S14: ends every session at once, and hands this client a new one', async () => {
      const somebody = await resident();
      const elsewhere = await somebody.signIn();
      const { token, session } = await change(somebody);
      expect(session).toMatchObject({ account: { id: somebody.id }, aal: 'aal2', amr: ['pwd', 'otp', 'mfa'] });
      expect(await somebody.refusal()).toBe('session.required');
      expect(await somebody.refusal(elsewhere)).toBe('session.required');
      expect(await somebody.refusal(token)).toBeNull();
      expect(await codeOf(somebody.signIn())).toBe('assurance.refused');
      await mailbox.last(somebody.email, 'password-changed');
      expect(await somebody.kinds()).toEqual(expect.arrayContaining(['password.changed', 'session.renewed']));
    });

    it('refuses a wrong current password, and a bad new one with its reasons', async () => {
      const somebody = await resident();
      await expect(change(somebody, { currentPassword: 'violet kettle 43' })).rejects.toMatchObject({
        code: 'account.password_rejected',
        details: { errors: [{ field: 'currentPassword', reason: 'rejected' }] },
      });
      await expect(change(somebody, { password: 'qwertyuiop' })).rejects.toMatchObject({
        code: 'account.password_refused',
        details: { errors: [{ field: 'password', reason: 'breached' }] },
      });
      expect(await somebody.refusal()).toBeNull();
      expect(await somebody.kinds()).toEqual(expect.arrayContaining(['password.rejected']));
    });

    it('race: of 8 parallel changes from one session exactly one takes effect', async () => {
      const somebody = await resident();
      const codes = await Promise.all(
        Array.from({ length: 8 }, (_, index) => codeOf(change(somebody, { password: `amber lantern 7${index}` }))),
      );
      expect(tally(codes)).toEqual({ null: 1, 'session.required': 7 });
      expect(await somebody.account()).toMatchObject({ credentialVersion: 2 });
      const notices = (await mailbox.to(somebody.email)).filter(({ template }) => template === 'password-changed');
      expect(notices).toHaveLength(1);
    });
  });

  it('closes the account: nothing opens it, and its deletion is announced', async () => {
    const somebody = await resident();
    expect(await somebody.call('GET', '/internal/account/closure')).toEqual({ graceDays: 30 });
    const closed = await somebody.call<ClosedAccount>('POST', '/internal/account/closure');
    expect(Date.parse(closed.deletedAt) - Date.parse(closed.closedAt)).toBe(30 * 24 * 3600 * 1000);
    expect(await somebody.refusal()).toBe('session.required');
    const { username: identifier, password } = somebody.person;
    const body = { identifier, password, application: null };
    expect(await codeOf(somebody.call('POST', '/internal/authentications', body))).toBe('sign_in.rejected');
    expect(await codeOf(somebody.signIn({ credential_version: 2 }))).toBe('assurance.refused');
    expect((await mailbox.last(somebody.email, 'account-closed')).data).toMatchObject({ deletedAt: closed.deletedAt });
  });

  it('S9: exports everything that is held about the person, and no secret', async () => {
    const somebody = await resident({ phone: '555 0100' });
    await somebody.call('PUT', '/internal/account/phone', { phone: '555 0101' });
    const acme = await anOrganization(identity, await withRole(identity, 'operator'));
    await join(identity, acme.id, somebody);
    const record = await somebody.call<Record<string, unknown>>('GET', '/internal/account/export');
    expect(record).toMatchObject({
      account: { username: somebody.person.username, email: somebody.email, phone: '555 0101' },
      sessions: [{ aal: 'aal2', source: '192.0.2.7' }],
      terms: [],
      organizations: [{ id: acme.id, name: 'Acme Logistics', role: 'member' }],
      notices: [{ to: somebody.email, subject: { kind: 'phone-changed' } }],
      activity: expect.arrayContaining([expect.objectContaining({ kind: 'account.registered' })]),
    });
    const text = JSON.stringify(record);
    expect(text).not.toMatch(/hash|argon2|token"/i);
    expect(text).not.toContain(somebody.session);
    expect(await somebody.kinds()).toContain('account.exported');
  });

  it('S19: answers nobody without a session', async () => {
    const somebody = await resident();
    for (const token of ['', 'x'.repeat(43), 'not a token']) {
      expect(await codeOf(somebody.call('GET', '/internal/account', undefined, token))).toBe('session.required');
    }
  });
});
