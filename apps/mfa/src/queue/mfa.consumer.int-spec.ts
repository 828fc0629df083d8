import { randomUUID } from 'node:crypto';
import type { FactorList, FactorResetView, MessageBody, MessageNameOf, PasskeyChallenge } from '@postern/contracts';
import { SoftwareAuthenticator } from '@postern/local-services/software-authenticator';
import { QueueSender } from '@postern/platform';
import { eventually, queueBackends } from '@postern/platform/testing';
import { runMfa, type RunningMfa } from '../testing/running-mfa.js';
import { attempted, Visitor } from '../testing/visitor.js';

type Name = MessageNameOf<'mfa'>;
/** What identity says of somebody whose credentials were changed once. */
const renewed = { credential_version: 2 };
type Disavowed = MessageBody<'mfa', 'account.disavowed'>;

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
  const noted = (facts: Partial<Disavowed> = {}): Omit<Disavowed, 'accountId'> => {
    const at = new Date().toISOString();
    const nothing = { factorId: null, resetId: null, since: at, verifiedAddress: null, credentialVersion: 2 };
    return { ...nothing, at, ...facts };
  };
  const disavow = async ({ accountId, email }: Visitor, facts: Partial<Disavowed> = {}) =>
    dealtWith(await send('account.disavowed', { accountId, ...noted({ verifiedAddress: email, ...facts }) }));
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
    await ann.start(renewed, token);
    expect(ann.flow?.step.kind).toBe('answer-challenge');
    expect((await list(ann)).factors).toHaveLength(1);
  });

  it('sessions ended: closes what was begun from them, and nothing else of the account (S15)', async () => {
    const ann = await new Visitor(mfa).withSms();
    const [stolen, kept] = [randomUUID(), randomUUID()];
    const [thief, stepping, own, signingIn] = [ann.tab(), ann.tab(), ann.tab(), ann.tab()];
    await thief.manage({ session: { id: stolen } });
    await stepping.stepUp({ session: { id: stolen } });
    await own.manage({ session: { id: kept } });
    await signingIn.signIn();
    const at = new Date().toISOString();
    await dealtWith(await send('sessions.ended', { accountId: ann.accountId, sessions: [randomUUID(), stolen], at }));
    const kinds = await Promise.all([thief, stepping, own, signingIn].map((tab) => tab.attempt('GET')));
    expect(kinds.map(({ code }) => code)).toEqual([
      'flow.not_found',
      'flow.not_found',
      'manage-factors',
      'answer-challenge',
    ]);
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
    await ann.start(renewed);
    expect(ann.step('answer-challenge').factor.kind).toBe('sms');
  });

  it('disavowed: the only factor, made by somebody else, leaves the account to enroll anew', async () => {
    const ann = await new Visitor(mfa).withSms();
    await disavow(ann, { factorId: (await list(ann)).factors[0]!.id });
    await ann.start(renewed);
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
    await ann.start({ purpose: 'recovery', amr: ['email'], ...renewed });
    await dealtWith(await send('account.disavowed', { accountId: ann.accountId, ...noted({ at }) }));
    await ann.answer(await ann.smsCode());
    expect(ann.flow?.step.kind).toBe('choose-password');
  });

  it('secured: what was begun before ends, and what somebody begins with an older token does not begin (S14)', async () => {
    const { ann, token } = await withDevice();
    const thief = ann.tab();
    await thief.manage();
    const facts = { accountId: ann.accountId, credentialVersion: 2, at: new Date().toISOString() };
    await dealtWith(await send('account.secured', facts));
    expect((await thief.attempt('POST', '/factors', { kind: 'totp' })).code).toMatch(/^flow\.(not_found|expired)$/);
    expect(await attempted(thief.manage())).toMatchObject({ code: 'flow.expired' });
    await ann.start(renewed, token);
    expect(ann.flow?.step.kind).toBe('answer-challenge');
    expect((await list(ann)).factors).toHaveLength(1);
  });

  describe('takeover: what an intruder leaves behind, whichever notice the owner answers (S12)', () => {
    const takenOver = async () => {
      const ann = await new Visitor(mfa).withSms();
      await ann.account('POST', '/recovery-codes', 'manage-factors');
      const [sms] = (await list(ann)).factors;
      const since = new Date().toISOString();
      const thief = ann.tab();
      await thief.manage();
      await thief.act('POST', '/factors', { kind: 'webauthn' });
      const passkeys = new SoftwareAuthenticator('https://sign-in.example.org');
      await thief.act('POST', '/answer', { credential: passkeys.create(thief.step('activate-factor').webauthn ?? {}) });
      return { ann, thief, sms: sms!.id, since, passkeys };
    };

    it('his passkey opens nothing any more, nor do his recovery codes; what was there before stays', async () => {
      const { ann, sms, since, passkeys } = await takenOver();
      await ann.account('POST', '/recovery-codes', 'manage-factors');
      const caller = ann.caller;
      const call = { method: 'POST', path: '/internal/passkeys/challenges', body: {}, caller } as const;
      const { ceremony, options } = await mfa.client.call<PasskeyChallenge>(call);
      const credential = passkeys.get(options);
      await disavow(ann, { since });
      expect((await list(ann)).factors.map(({ id }) => id)).toEqual([sms]);
      const body = { ceremony, credential };
      const path = '/internal/passkeys/verifications';
      expect(await attempted(mfa.client.call({ method: 'POST', path, body, caller }))).toMatchObject({
        code: 'passkey.rejected',
      });
      expect(await mfa.sent.bodies('factor.removed', ann.accountId)).toHaveLength(2);
      await ann.start(renewed);
      expect(ann.step('answer-challenge')).toMatchObject({ factor: { id: sms }, alternatives: [] });
    });

    it('his address is not the one for recovery any more, and passcodes by e-mail go to the owner again', async () => {
      const ann = new Visitor(mfa);
      await ann.signIn();
      await ann.verifyEmail();
      await ann.act('POST', '/factors', { kind: 'email' });
      await ann.answer(await mfa.sent.code(ann.email));
      const since = new Date().toISOString();
      const thief = ann.tab();
      await thief.manage({ aal: 'aal1' });
      const evil = `evil-${ann.email}`;
      await thief.verifyEmail(evil);
      await disavow(ann, { since });
      expect(await ann.account('GET', '/export')).toMatchObject({
        verifiedAddress: ann.email,
        factors: [{ kind: 'email', destination: ann.email }],
      });
      await ann.start(renewed);
      await ann.answer(await mfa.sent.code(ann.email));
      expect(ann.flow?.step.kind).toBe('complete');
    });

    it('his address goes also where the owner had none, with the factor that used it', async () => {
      const ann = new Visitor(mfa);
      const since = new Date().toISOString();
      await ann.signIn();
      const evil = `evil-${ann.email}`;
      await ann.verifyEmail(evil);
      await ann.act('POST', '/factors', { kind: 'email' });
      await ann.answer(await mfa.sent.code(evil));
      await disavow(ann, { since, verifiedAddress: null });
      expect(await list(ann)).toMatchObject({ factors: [], verifiedAddress: null });
      await ann.start(renewed);
      expect(ann.flow?.step.kind).toBe('verify-email');
    });

    it('a link that he was sent before proves nothing after it', async () => {
      const ann = new Visitor(mfa);
      await ann.signIn();
      const evil = `evil-${ann.email}`;
      await ann.act('POST', '/email', { address: evil });
      const token = await ann.linkToken(evil);
      await disavow(ann, { verifiedAddress: null });
      expect(await attempted(ann.openLink(token))).toMatchObject({ code: 'email_verification.expired' });
      expect((await list(ann)).verifiedAddress).toBeNull();
    });

    it('race: he adds another passkey while the owner says no: none of his is left', async () => {
      for (let round = 0; round < 5; round++) {
        const { ann, thief, since } = await takenOver();
        await thief.act('POST', '/factors', { kind: 'webauthn', label: 'Another' });
        const options = thief.step('activate-factor').webauthn ?? {};
        const credential = new SoftwareAuthenticator('https://sign-in.example.org').create(options);
        const late = ann.tab();
        await Promise.all([
          disavow(ann, { since }),
          thief.attempt('POST', '/answer', { credential }),
          attempted(late.manage()),
        ]);
        expect((await list(ann)).factors.map(({ kind }) => kind).sort()).toEqual(['recovery_code', 'sms']);
        expect((await thief.attempt('POST', '/factors', { kind: 'totp' })).code).toMatch(/^flow\./);
        if (late.flow) expect((await late.attempt('POST', '/factors', { kind: 'totp' })).code).toMatch(/^flow\./);
      }
    });
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
