import { randomUUID } from 'node:crypto';
import { factorList, type FactorList, type FactorResetView, type TrustedDeviceList } from '@postern/contracts';
import { TokenSigner } from '@postern/platform';
import { runMfa, subjectClaims, type RunningMfa } from '../testing/running-mfa.js';
import { attempted, Visitor } from '../testing/visitor.js';

const nobodys = '00000000-0000-4000-8000-000000000000';

describe('What is the person’s, outside flows', () => {
  let mfa: RunningMfa;
  beforeAll(async () => {
    mfa = await runMfa();
  });
  afterAll(() => mfa.stop());

  const list = async (visitor: Visitor, purpose: 'account' | 'factor-reset' = 'account') =>
    factorList.parse(await visitor.account<FactorList>('GET', '/factors', purpose));
  const devicesOf = async (visitor: Visitor) =>
    (await visitor.account<TrustedDeviceList>('GET', '/trusted-devices')).devices;
  const remember = async (visitor: Visitor) => {
    await visitor.signIn();
    await visitor.act('POST', '/answer', { code: await visitor.smsCode(), rememberDevice: true });
    return visitor.flow?.device?.token ?? '';
  };
  const factorOf = async (visitor: Visitor) => (await list(visitor)).factors[0]!.id;

  it('lists the factors, masked, with the address', async () => {
    const ann = await new Visitor(mfa).withSms();
    expect(await list(ann)).toMatchObject({
      factors: [{ kind: 'sms', destination: `(***) ***-**${ann.phone.slice(-2)}` }],
      verifiedAddress: expect.stringContaining('*****'),
      resetAt: null,
    });
    expect(await list(new Visitor(mfa))).toEqual({ factors: [], verifiedAddress: null, resetAt: null });
  });

  it('renames a factor, its own only (S22)', async () => {
    const [ann, ben] = [await new Visitor(mfa).withSms(), await new Visitor(mfa).withSms()];
    const id = await factorOf(ann);
    const rename = (visitor: Visitor, factorId: string) =>
      attempted(visitor.account('PATCH', `/factors/${factorId}`, 'manage-factors', { body: { label: 'Work phone' } }));
    expect((await rename(ann, id)).code).toBe('done');
    expect((await list(ann)).factors[0]?.label).toBe('Work phone');
    const [theirs, unknown, none] = await Promise.all([rename(ben, id), rename(ben, nobodys), rename(ben, 'x')]);
    expect(theirs).toMatchObject({ code: 'factor.not_found' });
    expect([unknown, none]).toEqual([theirs, theirs]);
    const bad = ann.account('PATCH', `/factors/${id}`, 'manage-factors', { body: { label: '' } });
    expect(await attempted(bad)).toMatchObject({ code: 'request.invalid' });
  });

  it('forgets one device, or all, its own only (R11, S22)', async () => {
    const [ann, ben] = [await new Visitor(mfa).withSms(), await new Visitor(mfa).withSms()];
    const tokens = [await remember(ann), await remember(ann)];
    const [device] = await devicesOf(ann);
    expect(await devicesOf(ann)).toHaveLength(2);
    const forget = (visitor: Visitor, id: string) =>
      attempted(visitor.account('DELETE', `/trusted-devices/${id}`, 'manage-factors'));
    const [theirs, unknown, none] = await Promise.all([
      forget(ben, device!.id),
      forget(ben, nobodys),
      forget(ben, 'x'),
    ]);
    expect(theirs).toMatchObject({ code: 'trusted_device.not_found' });
    expect([unknown, none]).toEqual([theirs, theirs]);
    expect((await forget(ann, device!.id)).code).toBe('done');
    expect((await forget(ann, device!.id)).code).toBe('trusted_device.not_found');
    expect(await devicesOf(ann)).toHaveLength(1);
    await ann.account('DELETE', '/trusted-devices', 'manage-factors');
    expect(await devicesOf(ann)).toEqual([]);
    for (const token of tokens) {
      await ann.start({}, token);
      expect(ann.flow?.step.kind).toBe('answer-challenge');
    }
    const forgotten = (await mfa.sent.events(ann.accountId)).filter((name) => name === 'device.forgotten');
    expect(forgotten).toHaveLength(2);
  });

  it('says which method takes no answers any more', async () => {
    const ann = await new Visitor(mfa).withSms();
    const listed = () => ann.account<FactorList>('GET', '/factors');
    expect((await listed()).factors[0]).not.toHaveProperty('disabled');
    await mfa.database.pool.query(`update mfa.factor set status = 'disabled' where account_id = $1`, [ann.accountId]);
    expect((await listed()).factors).toMatchObject([{ kind: 'sms', disabled: true }]);
  });

  it('a device is worth nothing once it has expired', async () => {
    const ann = await new Visitor(mfa).withSms();
    const token = await remember(ann);
    await mfa.database.pool.query(`update mfa.trusted_device set expires_at = now() where account_id = $1`, [
      ann.accountId,
    ]);
    await ann.start({}, token);
    expect(ann.flow?.step.kind).toBe('answer-challenge');
    expect(await devicesOf(ann)).toEqual([]);
  });

  it('gives out everything that is held, in full, and nothing that is secret (S9)', async () => {
    const ann = await new Visitor(mfa).withTotp();
    const token = await ann.manage().then(() => ann.flowToken);
    await ann.act('POST', '/factors', { kind: 'sms', phone: ann.phone });
    await ann.answer(await ann.smsCode());
    await ann.account('POST', '/recovery-codes', 'manage-factors');
    await remember(ann.tab());
    const held = await ann.account<Record<string, unknown>>('GET', '/export');
    expect(held).toMatchObject({
      verifiedAddress: ann.email,
      factors: [{ kind: 'totp' }, { kind: 'sms', destination: `+1${ann.phone}` }, { codesLeft: 10 }],
      emailVerifications: [{ address: ann.email }],
    });
    const text = JSON.stringify(held);
    const { rows } = await mfa.database.pool.query<{ seed: string | null; hashes: string[] | null }>(
      'select seed, recovery_hashes as hashes from mfa.factor where account_id = $1',
      [ann.accountId],
    );
    const secrets = [ann.secret, token, ...rows.flatMap(({ seed, hashes }) => [seed, ...(hashes ?? [])])];
    expect(secrets.filter(Boolean).length).toBeGreaterThan(10);
    for (const secret of secrets) if (secret) expect(text).not.toContain(secret);
    expect(await new Visitor(mfa).account('GET', '/export')).toMatchObject({ verifiedAddress: null, factors: [] });
  });

  describe('with the wrong subject token (S19)', () => {
    const calls = [
      ['PATCH', `/factors/${nobodys}`, { label: 'Mine' }],
      ['DELETE', `/trusted-devices/${nobodys}`, undefined],
      ['DELETE', '/trusted-devices', undefined],
      ['POST', '/recovery-codes', undefined],
    ] as const;

    it.each(calls)('%s %s takes one for managing factors, fresh, and once', async (method, path, body) => {
      const ann = await new Visitor(mfa).withSms();
      const token = ann.subjectToken({ purpose: 'manage-factors' });
      const replies = await Promise.all(
        Array.from({ length: 10 }, () => attempted(ann.withToken(token, method, path, body))),
      );
      expect(replies.filter(({ code }) => code !== 'session.required')).toHaveLength(1);
      for (const purpose of ['account', 'factor-reset', 'sign-in', 'step-up', 'recovery'] as const) {
        const wrong = ann.subjectToken({ purpose, actor: randomUUID() });
        expect(await attempted(ann.withToken(wrong, method, path, body))).toMatchObject({ code: 'session.required' });
      }
      const flow = mfa.client.call({
        method: 'POST',
        path: '/internal/flows',
        body: { subjectToken: token },
        caller: ann.caller,
      });
      expect(await attempted(flow)).toMatchObject({ code: 'flow.expired' });
    });

    it.each(['/factors', '/trusted-devices', '/recovery-codes', '/export'])(
      'GET %s is read with none other',
      async (path) => {
        const ann = await new Visitor(mfa).withSms();
        const identity = new TokenSigner('identity', mfa.keys.signing.identity);
        const claims = { ...subjectClaims(), sub: ann.accountId, purpose: 'account' as const };
        for (const token of [
          ann.subjectToken({ purpose: 'sign-in' }),
          identity.sign('subject', 'mfa', claims, -1),
          identity.sign('assurance', 'mfa', claims, 60),
          new TokenSigner('gateway', mfa.keys.signing.gateway).sign('subject', 'mfa', claims, 60),
          ann.flow?.assuranceToken ?? '',
          'nonsense',
        ]) {
          expect(await attempted(ann.withToken(token, 'GET', path))).toMatchObject({ code: 'session.required' });
        }
        // Reading needs no spending.
        const token = ann.subjectToken({ purpose: 'account' });
        for (let round = 0; round < 2; round++) await ann.withToken(token, 'GET', path);
      },
    );
  });

  describe('when the help desk resets the factors (S13)', () => {
    const helpDesk = randomUUID();
    const request = (visitor: Visitor) =>
      visitor.account<FactorResetView>('POST', '/factor-reset', 'factor-reset', { actor: helpDesk });
    const stop = (visitor: Visitor) => visitor.account('DELETE', '/factor-reset', 'factor-reset', { actor: helpDesk });
    const becomeDue = (visitor: Visitor) =>
      mfa.database.pool.query(
        `update mfa.factor_reset set takes_effect_at = now() - interval '1 second' where account_id = $1`,
        [visitor.accountId],
      );

    it('waits a day, tells at once, and is seen by the person', async () => {
      const ann = await new Visitor(mfa).withSms();
      const { requestedAt, takesEffectAt } = await request(ann);
      expect(Date.parse(takesEffectAt) - Date.parse(requestedAt)).toBe(24 * 3600 * 1000);
      expect((await list(ann)).resetAt).toBe(takesEffectAt);
      expect((await list(ann, 'factor-reset')).factors).toHaveLength(1);
      expect(await mfa.sent.bodies('factor_reset.requested', ann.accountId)).toMatchObject([
        { actor: helpDesk, notify: [ann.email], takesEffectAt, resetId: expect.any(String), flowId: null },
      ]);
      // A second request does not begin the waiting anew, nor tell it again.
      expect(await request(ann)).toEqual({ requestedAt, takesEffectAt });
      expect(await mfa.sent.bodies('factor_reset.requested', ann.accountId)).toHaveLength(1);
      await ann.signIn();
      expect(ann.flow?.step.kind).toBe('answer-challenge');
    });

    it('takes effect at the next sign-in once it is due, and ends what was under way', async () => {
      const ann = await new Visitor(mfa).withSms();
      const thief = ann.tab();
      await thief.signIn();
      const code = await ann.smsCode();
      await request(ann);
      await becomeDue(ann);
      await ann.signIn();
      // The verified address stays: it hears of what comes.
      expect(ann.flow?.step.kind).toBe('enroll-factor');
      expect((await thief.attemptAnswer(code)).code).toBe('flow.not_found');
      expect((await list(ann)).factors).toEqual([]);
      expect(await mfa.sent.bodies('factor_reset.applied', ann.accountId)).toMatchObject([
        { actor: helpDesk, notify: [ann.email] },
      ]);
      await ann.enrollTotp();
      await ann.answer(ann.totpCode());
      expect(ann.flow?.step.kind).toBe('complete');
    });

    it('can be stopped, and then nothing happens', async () => {
      const ann = await new Visitor(mfa).withSms();
      await request(ann);
      await stop(ann);
      expect((await list(ann)).resetAt).toBeNull();
      expect((await mfa.sent.events(ann.accountId)).slice(-2)).toEqual([
        'factor_reset.requested',
        'factor_reset.stopped',
      ]);
      await stop(ann);
      await becomeDue(ann);
      await ann.signIn();
      expect(ann.flow?.step.kind).toBe('answer-challenge');
    });

    it('stopped in the last moment, or not: of ten stops and ten sign-ins at once one decides', async () => {
      const ann = await new Visitor(mfa).withSms();
      await request(ann);
      await becomeDue(ann);
      await Promise.all(
        Array.from({ length: 20 }, (_, index) => (index % 2 ? attempted(stop(ann)) : attempted(ann.tab().signIn()))),
      );
      const told = (await mfa.sent.events(ann.accountId)).filter((name) =>
        /factor_reset\.(stopped|applied)/.test(name),
      );
      expect(told).toHaveLength(1);
      expect((await list(ann)).factors).toHaveLength(told[0] === 'factor_reset.applied' ? 0 : 1);
    });

    it('twenty requests at once begin one (S19)', async () => {
      const ann = await new Visitor(mfa).withSms();
      const replies = await Promise.all(Array.from({ length: 20 }, () => request(ann)));
      expect(new Set(replies.map(({ takesEffectAt }) => takesEffectAt)).size).toBe(1);
      expect(await mfa.sent.bodies('factor_reset.requested', ann.accountId)).toHaveLength(1);
    });

    it('is not for the person’s own token, nor for one that names nobody', async () => {
      const ann = await new Visitor(mfa).withSms();
      for (const claims of [
        { purpose: 'manage-factors' as const, actor: helpDesk },
        { purpose: 'factor-reset' as const },
      ]) {
        const token = ann.subjectToken(claims);
        expect(await attempted(ann.withToken(token, 'POST', '/factor-reset'))).toMatchObject({
          code: 'session.required',
        });
      }
      const token = ann.subjectToken({ purpose: 'factor-reset', actor: helpDesk });
      for (const path of ['/trusted-devices', '/export', '/recovery-codes']) {
        expect(await attempted(ann.withToken(token, 'GET', path))).toMatchObject({ code: 'session.required' });
      }
    });
  });
});
