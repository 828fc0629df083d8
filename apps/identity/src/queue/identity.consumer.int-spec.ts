import type { MessageBody, MessageNameOf } from '@postern/contracts';
import { newId, type AccountId } from '@postern/kernel';
import { QueueSender } from '@postern/platform';
import { eventually, queueBackends } from '@postern/platform/testing';
import { PgAuditRecord } from '../postgres/pg-audit-record.js';
import { Mailbox } from '../testing/mailbox.js';
import { Resident } from '../testing/resident.js';
import { runIdentity, type RunningIdentity } from '../testing/running-identity.js';
import type { FactorEventName } from './factor-events.js';

describe.each(queueBackends())('IdentityConsumer on $name', ({ url }) => {
  let identity: RunningIdentity;
  let mailbox: Mailbox;
  let somebody: Resident;

  beforeAll(async () => {
    identity = await runIdentity({}, (databaseUrl) => url({ url: databaseUrl, drop: async () => undefined }));
    mailbox = new Mailbox(identity);
  });
  beforeEach(async () => {
    somebody = await Resident.register(identity);
  });
  afterAll(async () => {
    await mailbox.close();
    await identity.stop();
  });

  const happened = () => ({
    accountId: somebody.id as string,
    flowId: newId(),
    source: '192.0.2.9',
    actor: null,
    application: 'parcel-desk',
    at: new Date().toISOString(),
  });
  const aboutFactor = () => ({ ...happened(), factorId: newId(), kind: 'sms' as const });
  const put = (name: MessageNameOf<'identity'>, body: object, id = newId()) =>
    identity.app.get(QueueSender, { strict: false }).send([{ id, queue: 'identity', name, body }]);
  const send = <Name extends FactorEventName>(name: Name, body: MessageBody<'identity', Name>, id?: string) =>
    put(name, body, id);
  const entries = async (kind: string, accountId = somebody.id) =>
    (await new PgAuditRecord(identity.database).ofAccount(accountId, 100)).filter((entry) => entry.kind === kind);
  /** Messages are taken in order: when this one is there, all before it have been dealt with. */
  const settled = async () => {
    const accountId = newId<AccountId>();
    await send('enrollment.postponed', { ...happened(), accountId });
    await eventually(async () => (await entries('enrollment.postponed', accountId)).length === 1);
  };
  const templates = async (address = somebody.email) => (await mailbox.to(address)).map(({ template }) => template);

  it("R2: another address proven is recovery's from then on, told to both, and leaves the account's own as it was", async () => {
    const address = `other-${newId()}@example.org`;
    await send('email.verified', { ...happened(), address, credentialVersion: 1, notify: [somebody.email, address] });
    await settled();
    expect(await entries('email.verified')).toHaveLength(1);
    expect(await somebody.account()).toMatchObject({ emailVerified: false, recoveryEmail: address });
    for (const to of [address, somebody.email]) expect(await templates(to)).toEqual(['email-verified']);
  });

  it("marks the account's own address as verified", async () => {
    const address = somebody.email.toUpperCase();
    await send('email.verified', { ...happened(), address, credentialVersion: 1, notify: [] });
    await settled();
    expect(await somebody.account()).toMatchObject({ emailVerified: true, recoveryEmail: null });
  });

  it('S12: the attacker’s recovery address is told to the one before, which takes it back', async () => {
    const [mine, evil] = [`mine-${newId()}@example.org`, `evil-${newId()}@example.net`];
    for (const address of [mine, evil])
      await send('email.verified', { ...happened(), address, credentialVersion: 1, notify: [] });
    await settled();
    const { token } = (await mailbox.to(mine)).at(-1)!;
    await somebody.call('POST', '/internal/notices/disavowals', { token });
    expect(await somebody.account()).toMatchObject({ recoveryEmail: mine });
    await mailbox.last(mine, 'password-reset');
    expect(await templates(evil)).toEqual(['email-verified']);
  });

  it('S12: records what happened to which factor, from where', async () => {
    const factor = aboutFactor();
    await send('factor.activated', { ...factor, notify: [], destination: null });
    await send('factor.removed', { ...factor, notify: [], destination: null });
    await send('factor.disabled', factor);
    await send('challenge.rejected', factor);
    await send('challenge.locked', { ...factor, notify: [], afterPassword: false });
    await send('recovery_code.used', { ...factor, notify: [], left: 9 });
    await settled();
    for (const kind of ['activated', 'removed', 'disabled'].map((verb) => `factor.${verb}`)) {
      expect(await entries(kind)).toMatchObject([
        { source: '192.0.2.9', factor: { kind: 'sms', id: factor.factorId }, application: 'parcel-desk' },
      ]);
    }
    expect(await entries('challenge.rejected')).toHaveLength(1);
    expect(await entries('challenge.locked')).toHaveLength(1);
    expect(await entries('recovery_code.used')).toHaveLength(1);
  });

  it('S12: every binding, recovery and change is told to every address, once each', async () => {
    const also = `also-${newId()}@example.org`;
    const notify = [also, somebody.email.toUpperCase(), also];
    const destination = '(***) ***-**31';
    await send('factor.activated', { ...aboutFactor(), notify, destination });
    await send('factor.removed', { ...aboutFactor(), notify, destination });
    await send('recovery_codes.created', { ...happened(), notify });
    await send('recovery_code.used', { ...aboutFactor(), notify, left: 3 });
    await send('factors.recovered', { ...happened(), notify });
    const reset = { ...happened(), actor: newId() as string, notify };
    await send('factor_reset.requested', { ...reset, resetId: newId(), takesEffectAt: reset.at });
    await send('factor_reset.stopped', reset);
    await send('factor_reset.applied', reset);
    await settled();
    const all = [
      'factor-added',
      'factor-removed',
      'recovery-codes-created',
      'recovery-code-used',
      'factors-recovered',
      'factor-reset-requested',
      'factor-reset-stopped',
      'factor-reset-applied',
    ];
    expect(await templates()).toEqual(all);
    expect(await templates(also)).toEqual(all);
    expect(await entries('factor_reset.requested')).toMatchObject([{ actor: reset.actor }]);
    const links = [...(await mailbox.to(also)), ...(await mailbox.to(somebody.email))].map(({ token }) => token);
    expect(new Set(links).size).toBe(2 * all.length);
  });

  it('tells of used-up passcodes after a right password only, and once an hour', async () => {
    const locked = () => ({ ...aboutFactor(), notify: [] });
    await send('challenge.locked', { ...locked(), afterPassword: false });
    for (let time = 0; time < 3; time++) await send('challenge.locked', { ...locked(), afterPassword: true });
    await settled();
    expect(await templates()).toEqual(['passcodes-used-up']);
    expect(await entries('challenge.locked')).toHaveLength(4);
    await identity.database.query('age', `update identity.notice set at = at - interval '61 minutes'`);
    await send('challenge.locked', { ...locked(), afterPassword: true });
    await settled();
    expect(await templates()).toHaveLength(2);
  });

  it('a message that comes again, or is forged twice under one id, is recorded and told once', async () => {
    const [added, rejected] = [newId(), newId()];
    for (let delivery = 0; delivery < 3; delivery++) {
      await send('factor.activated', { ...aboutFactor(), notify: [], destination: null }, added);
      await send('challenge.rejected', aboutFactor(), rejected);
      await settled();
    }
    expect(await entries('factor.activated')).toHaveLength(1);
    expect(await entries('challenge.rejected')).toHaveLength(1);
    expect(await templates()).toEqual(['factor-added']);
  });

  it('S22: a message that is none is refused whole', async () => {
    await put('factor.activated', { ...aboutFactor(), notify: ['x'], destination: null, kind: 'retina' });
    await put('factor.removed', { ...happened() });
    await settled();
    expect(await templates()).toEqual([]);
    expect(await entries('factor.activated')).toEqual([]);
  });

  it('records what happened to an account that is gone, and writes to nobody', async () => {
    const accountId = newId<AccountId>();
    const id = newId();
    for (let delivery = 0; delivery < 2; delivery++) {
      const event = { ...aboutFactor(), accountId, notify: ['gone@example.org'], destination: null };
      await send('factor.removed', event, id);
      await settled();
    }
    expect(await entries('factor.removed', accountId)).toHaveLength(1);
    expect(await mailbox.to('gone@example.org')).toEqual([]);
  });

  it('S11: a stronger factor makes the sessions that are there too weak for sensitive calls', async () => {
    const session = await somebody.signIn({ aal: 'aal1', highest_aal: 'aal1' });
    const phone = () => somebody.call('PUT', '/internal/account/phone', { phone: null }, session);
    await phone();
    await send('factor.activated', { ...aboutFactor(), notify: [], destination: null });
    await settled();
    await expect(phone()).rejects.toMatchObject({ code: 'session.step_up_required' });
  });
});
