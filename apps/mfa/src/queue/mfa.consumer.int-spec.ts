import { randomUUID } from 'node:crypto';
import type { FactorList, FactorResetView, MessageBody, MessageNameOf } from '@postern/contracts';
import { QueueSender } from '@postern/platform';
import { eventually, queueBackends } from '@postern/platform/testing';
import { runMfa, type RunningMfa } from '../testing/running-mfa.js';
import { attempted, Visitor } from '../testing/visitor.js';

type Name = MessageNameOf<'mfa'>;

describe.each(queueBackends())('MfaConsumer on $name', ({ url }) => {
  let mfa: RunningMfa;
  beforeAll(async () => {
    mfa = await runMfa({ queueUrl: (databaseUrl) => url({ url: databaseUrl, drop: async () => undefined }) });
  });
  afterAll(() => mfa.stop());

  const send = async <N extends Name>(name: N, body: MessageBody<'mfa', N>, id: string = randomUUID()) => {
    await mfa.app.get(QueueSender, { strict: false }).send([{ id, queue: 'mfa', name, body }]);
    return id;
  };
  /** Messages are taken in order, and one that was acted on is noted. */
  const dealtWith = (id: string) =>
    eventually(async () => {
      const rows = await mfa.database.query('spec.inbox', 'select from mfa.inbox where message_id = $1', [id]);
      return rows.length > 0;
    });
  const disavow = async (visitor: Visitor, facts: { factorId?: string; resetId?: string } = {}) => {
    const { factorId = null, resetId = null } = facts;
    const at = new Date().toISOString();
    await dealtWith(await send('account.disavowed', { accountId: visitor.accountId, factorId, resetId, at }));
  };
  const list = (visitor: Visitor) => visitor.account<FactorList>('GET', '/factors');
  const withDevice = async () => {
    const ann = await new Visitor(mfa).withSms();
    await ann.signIn();
    await ann.act('POST', '/answer', { code: await ann.smsCode(), rememberDevice: true });
    return { ann, token: ann.flow?.device?.token ?? '' };
  };

  it('disavowed: ends what is under way, and trusts no device any more (S14)', async () => {
    const { ann, token } = await withDevice();
    const thief = ann.tab();
    await thief.manage();
    await disavow(ann);
    expect((await thief.attempt('POST', '/factors', { kind: 'totp' })).code).toBe('flow.not_found');
    await ann.start({}, token);
    expect(ann.flow?.step.kind).toBe('answer-challenge');
    expect((await list(ann)).factors).toHaveLength(1);
  });

  it('disavowed: takes the factor of the notice away, and no other, nor anybody else’s', async () => {
    const ann = await new Visitor(mfa).withSms();
    const ben = await new Visitor(mfa).withSms();
    await ann.manage();
    await ann.enrollTotp();
    await ann.answer(ann.totpCode());
    const [sms, totp] = (await list(ann)).factors;
    const [foreign] = (await list(ben)).factors;
    await disavow(ann, { factorId: foreign!.id });
    await disavow(ann, { factorId: totp!.id });
    expect((await list(ann)).factors.map(({ id }) => id)).toEqual([sms!.id]);
    expect((await list(ben)).factors).toHaveLength(1);
    expect(await mfa.sent.bodies('factor.removed', ann.accountId)).toMatchObject([
      { factorId: totp!.id, notify: [ann.email], flowId: null, source: null },
    ]);
    await ann.signIn();
    expect(ann.step('answer-challenge').factor.kind).toBe('sms');
  });

  it('disavowed: the only factor, made by somebody else, leaves the account to enroll anew', async () => {
    const ann = await new Visitor(mfa).withSms();
    await disavow(ann, { factorId: (await list(ann)).factors[0]!.id });
    await ann.signIn();
    expect(ann.flow?.step.kind).toBe('enroll-factor');
  });

  it('disavowed: stops the reset of the notice, and no other', async () => {
    const ann = await new Visitor(mfa).withSms();
    await ann.account<FactorResetView>('POST', '/factor-reset', 'factor-reset', { actor: randomUUID() });
    const [{ resetId }] = (await mfa.sent.bodies('factor_reset.requested', ann.accountId)) as [{ resetId: string }];
    await disavow(ann, { resetId: randomUUID() });
    expect((await list(ann)).resetAt).not.toBeNull();
    await disavow(ann, { resetId });
    expect((await list(ann)).resetAt).toBeNull();
    expect(await mfa.sent.bodies('factor_reset.stopped', ann.accountId)).toMatchObject([{ actor: null }]);
  });

  it('a flow that the owner begins after the notice is not ended by it, however late it arrives', async () => {
    const ann = await new Visitor(mfa).withSms();
    const at = new Date(Date.now() - 1000).toISOString();
    await ann.start({ purpose: 'recovery', amr: ['email'] });
    await dealtWith(await send('account.disavowed', { accountId: ann.accountId, factorId: null, resetId: null, at }));
    await ann.answer(await ann.smsCode());
    expect(ann.flow?.step.kind).toBe('choose-password');
  });

  it('closed: no factor, device, flow or reset is left', async () => {
    const { ann, token } = await withDevice();
    const open = ann.tab();
    await open.signIn();
    await ann.account('POST', '/recovery-codes', 'manage-factors');
    await ann.account('POST', '/factor-reset', 'factor-reset', { actor: randomUUID() });
    await dealtWith(await send('account.closed', { accountId: ann.accountId, at: new Date().toISOString() }));
    expect(await list(ann)).toMatchObject({ factors: [], resetAt: null });
    expect((await open.attempt('GET')).code).toBe('flow.not_found');
    await ann.start({}, token);
    expect(ann.flow?.step.kind).toBe('enroll-factor');
  });

  it('deleted: nothing at all is left', async () => {
    const { ann } = await withDevice();
    await dealtWith(await send('account.deleted', { accountId: ann.accountId, at: new Date().toISOString() }));
    expect(await ann.account('GET', '/export')).toMatchObject({
      verifiedAddress: null,
      factors: [],
      trustedDevices: [],
      flows: [],
      emailVerifications: [],
      wrongAnswers: [],
      factorResets: [],
    });
  });

  it('a message that comes again does nothing the second time', async () => {
    const ann = await new Visitor(mfa).withSms();
    const body = { accountId: ann.accountId, at: new Date().toISOString() };
    const id = await send('account.closed', body);
    await dealtWith(id);
    await ann.signIn();
    await ann.enrollTotp();
    await ann.answer(ann.totpCode());
    await send('account.closed', body, id);
    // One that comes after it is dealt with after it.
    await dealtWith(await send('account.closed', { ...body, accountId: randomUUID() }));
    expect((await list(ann)).factors).toHaveLength(1);
    expect(await attempted(ann.attempt('GET'))).toMatchObject({ code: 'done' });
  });

  it('clears by the clock', async () => {
    const ann = await new Visitor(mfa).withSms();
    await mfa.database.pool.query(`update mfa.flow set expires_at = now() - interval '2 days' where account_id = $1`, [
      ann.accountId,
    ]);
    await send('clear-expired', {});
    await eventually(async () => (await ann.attempt('GET')).code === 'flow.not_found');
  });
});
