import type { StartedFlow } from '@postern/contracts';
import { ServiceClient, ServiceTokens, TokenSigner } from '@postern/platform';
import { testTokenKeys } from '@postern/platform/testing';
import { runMfa, subjectClaims, type RunningMfa } from '../testing/running-mfa.js';
import { attempted, Visitor, wrongFor } from '../testing/visitor.js';

describe('Attacks on the second factor', () => {
  let mfa: RunningMfa;
  const logs: string[] = [];
  beforeAll(async () => {
    mfa = await runMfa({ logDestination: { write: (line: string) => void logs.push(line) } });
  });
  afterAll(() => mfa.stop());

  const start = (subjectToken: string) =>
    mfa.client.call<StartedFlow>({
      method: 'POST',
      path: '/internal/flows',
      body: { subjectToken },
      caller: { source: '203.0.113.9', userAgent: null },
    });
  const flowCount = async () => {
    const [row] = await mfa.database.query<{ count: number }>('spec.flows', 'select count(*)::int from mfa.flow');
    return row?.count;
  };

  describe('on the subject token (S19)', () => {
    const identity = () => new TokenSigner('identity', mfa.keys.signing.identity);

    it.each<[string, () => string | Promise<string>]>([
      [
        'signed by a stranger',
        async () =>
          new TokenSigner('identity', testTokenKeys().signing.identity).sign('subject', 'mfa', subjectClaims(), 60),
      ],
      [
        'signed by the gateway',
        () => new TokenSigner('gateway', mfa.keys.signing.gateway).sign('subject', 'mfa', subjectClaims(), 60),
      ],
      [
        'signed by the gateway in the name of identity',
        () => new TokenSigner('identity', mfa.keys.signing.gateway).sign('subject', 'mfa', subjectClaims(), 60),
      ],
      ['that has expired', () => identity().sign('subject', 'mfa', subjectClaims(), -1)],
      ['meant for another audience', () => identity().sign('subject', 'notifications', subjectClaims(), 60)],
      ['that is a service token in truth', () => identity().sign('service', 'mfa', subjectClaims(), 60)],
      ['without an account', () => identity().sign('subject', 'mfa', { ...subjectClaims(), sub: undefined }, 60)],
      [
        'without a signature',
        () => {
          const [, payload] = identity().sign('subject', 'mfa', subjectClaims(), 60).split('.');
          return `${Buffer.from('{"alg":"none","typ":"postern-subject+jwt"}').toString('base64url')}.${payload}.`;
        },
      ],
      [
        'whose claims were changed',
        () => {
          const [head, , signature] = identity().sign('subject', 'mfa', subjectClaims(), 60).split('.');
          const claims = { ...subjectClaims(), iss: 'identity', aud: 'mfa', exp: Date.now() / 1000 + 60 };
          return [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
        },
      ],
      ['that is none', () => 'nonsense'],
    ])('one %s begins nothing', async (_, forge) => {
      const before = await flowCount();
      expect(await attempted(start(await forge()))).toMatchObject({ code: 'flow.expired' });
      expect(await flowCount()).toBe(before);
    });

    it('a replayed one begins one flow, also when twenty arrive at once', async () => {
      const token = mfa.subjectToken();
      const replies = await Promise.all(Array.from({ length: 20 }, () => attempted(start(token))));
      expect(replies.filter(({ code }) => code === 'done')).toHaveLength(1);
      expect(replies.filter(({ code }) => code === 'flow.expired')).toHaveLength(19);
    });
  });

  describe('on the internal address (S23)', () => {
    it.each(['/internal/flows/current', '/internal/flows/current/events'])(
      'GET %s without a service token',
      async (path) => {
        expect((await fetch(`${mfa.url}${path}`)).status).toBe(401);
      },
    );

    it('with a service token that identity signed, or one for another service', async () => {
      const forged = [
        new TokenSigner('identity', mfa.keys.signing.identity).sign('service', 'mfa', { sub: 'gateway' }, 60),
        new TokenSigner('gateway', mfa.keys.signing.gateway).sign('service', 'identity', { sub: 'gateway' }, 60),
      ];
      for (const token of forged) {
        const reply = await fetch(`${mfa.url}/internal/flows`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}` },
        });
        expect(reply.status).toBe(401);
      }
    });
  });

  describe('on codes', () => {
    it('200 wrong answers at once: exactly five are compared (S5)', async () => {
      const ann = await new Visitor(mfa).withSms();
      await ann.signIn();
      const wrong = wrongFor(await ann.smsCode());
      const replies = await Promise.all(Array.from({ length: 200 }, () => ann.attemptAnswer(wrong)));
      expect(replies.filter(({ code }) => code === 'challenge.rejected')).toHaveLength(5);
      expect(replies.filter(({ code }) => code === 'challenge.locked')).toHaveLength(195);
    });

    it('restarting the sign-in, on another replica too, does not give a new budget (S5)', async () => {
      const replica = await mfa.replica();
      const other = mfa.clientOf(replica.url);
      const ann = await new Visitor(mfa).withSms();
      const seen: unknown[] = [];
      for (const client of [mfa.client, other, mfa.client, other, mfa.client]) {
        const tab = ann.tab(client);
        await tab.signIn();
        seen.push((await tab.attemptAnswer(wrongFor(await tab.smsCode())))['attemptsLeft']);
      }
      expect(seen).toEqual([4, 3, 2, 1, 0]);
      const tab = ann.tab(other);
      const before = (await mfa.sent.to(`+1${ann.phone}`)).length;
      await tab.signIn();
      expect(tab.step('answer-challenge').challenge.attemptsLeft).toBe(0);
      expect((await tab.attemptAnswer(await ann.smsCode())).code).toBe('challenge.locked');
      expect((await tab.attempt('POST', '/resend')).code).toBe('challenge.locked');
      expect(await mfa.sent.to(`+1${ann.phone}`)).toHaveLength(before);
      await other.close();
      await replica.close();
    });

    it('canceling and enrolling anew does not give a new budget (S5)', async () => {
      const ann = new Visitor(mfa);
      // None of the numbers that follow.
      ann.phone = `${ann.phone.slice(0, -1)}9`;
      await ann.signIn();
      await ann.verifyEmail();
      const seen: unknown[] = [];
      for (let round = 0; round < 5; round++) {
        await ann.enrollSms();
        seen.push((await ann.attemptAnswer(wrongFor(await ann.smsCode())))['attemptsLeft']);
        await ann.act('DELETE', '/factors/pending');
        // Another number: the same one has to wait for its cool-down.
        ann.phone = `${ann.phone.slice(0, -1)}${round}`;
      }
      expect(seen).toEqual([4, 3, 2, 1, 0]);
      expect((await ann.attempt('POST', '/factors', { kind: 'sms', phone: ann.phone })).code).toBe('challenge.locked');
    });

    it('canceling and enrolling anew does not send faster than a resend does (R9, S25)', async () => {
      const ann = new Visitor(mfa);
      await ann.signIn();
      await ann.verifyEmail();
      await ann.enrollSms();
      await ann.smsCode();
      for (let round = 0; round < 8; round++) {
        await ann.attempt('DELETE', '/factors/pending');
        const refused = await ann.attempt('POST', '/factors', { kind: 'sms', phone: ann.phone });
        expect(refused).toMatchObject({ code: 'challenge.resend_too_soon', resendAt: expect.any(String) });
      }
      expect(await mfa.sent.to(`+1${ann.phone}`)).toHaveLength(1);
    });

    it('a stranger elsewhere does not lock the owner out (S5)', async () => {
      const ann = await new Visitor(mfa).withSms();
      const stranger = ann.tab();
      stranger.source = '203.0.113.66';
      await stranger.signIn();
      const wrong = wrongFor(await ann.smsCode());
      for (let count = 0; count < 6; count++) await stranger.attemptAnswer(wrong);
      expect((await stranger.attemptAnswer(wrong)).code).toBe('challenge.locked');
      await ann.signIn();
      await ann.answer(await ann.smsCode());
      expect(ann.flow?.step.kind).toBe('complete');
    });

    it('a code of another sign-in of the same person is not taken (S4)', async () => {
      const ann = await new Visitor(mfa).withSms();
      await ann.signIn();
      const code = await ann.smsCode();
      const elsewhere = ann.tab();
      await elsewhere.signIn();
      if ((await elsewhere.smsCode()) === code) return;
      expect((await elsewhere.attemptAnswer(code)).code).toBe('challenge.rejected');
    });

    it('twenty right answers at once complete the flow once (S4)', async () => {
      const ann = await new Visitor(mfa).withSms();
      await ann.signIn();
      const code = await ann.smsCode();
      const replies = await Promise.all(Array.from({ length: 20 }, () => ann.attemptAnswer(code)));
      expect(replies.filter(({ code }) => code === 'complete')).toHaveLength(1);
      // Whoever comes while five are being compared is told to wait; nobody else gets anything.
      const others = replies.map(({ code }) => code).filter((code) => code !== 'complete');
      expect(others.every((code) => ['flow.step_out_of_order', 'challenge.locked'].includes(code))).toBe(true);
    });

    it('one TOTP code presented in ten sign-ins at once is taken once, and never again (S7)', async () => {
      const ann = await new Visitor(mfa).withTotp();
      const activation = ann.totpCode(1);
      const tabs = Array.from({ length: 10 }, () => ann.tab());
      for (const tab of tabs) await tab.signIn();
      expect((await (tabs[0] as Visitor).attemptAnswer(activation)).code).toBe('challenge.rejected');
      const code = ann.totpCode();
      const replies = await Promise.all(tabs.slice(1, 5).map((tab) => tab.attemptAnswer(code)));
      expect(replies.filter(({ code }) => code === 'complete')).toHaveLength(1);
      expect((await (tabs[9] as Visitor).attemptAnswer(code)).code).toBe('challenge.rejected');
    });
  });

  describe('on what exists (S11, S22)', () => {
    it('a half-finished sign-in neither reads nor replaces a factor', async () => {
      const ann = await new Visitor(mfa).withTotp();
      const thief = ann.tab();
      await thief.signIn();
      expect(JSON.stringify(thief.flow)).not.toContain(ann.secret);
      expect(JSON.stringify(thief.flow)).not.toMatch(/totp":\{|otpauth|svg/);
      for (const [method, path, body] of [
        ['POST', '/factors', { kind: 'sms', phone: '5055550199' }],
        ['POST', '/factors', { kind: 'totp' }],
        ['DELETE', '/factors/pending', undefined],
        ['POST', '/email', { address: 'thief@example.org' }],
        ['POST', '/email/resend', undefined],
        ['POST', '/enrollment-choice', { choice: 'not-now' }],
      ] as const) {
        expect(await thief.attempt(method, path, body)).toMatchObject({ code: 'flow.step_out_of_order' });
      }
      expect(await mfa.sent.to('thief@example.org')).toEqual([]);
      await ann.signIn();
      expect(ann.step('answer-challenge')).toMatchObject({ factor: { kind: 'totp' }, alternatives: [] });
    });

    it('a link asked for before the enrollment changes nothing after it', async () => {
      const ann = new Visitor(mfa);
      const thief = ann.tab();
      await thief.signIn();
      await thief.act('POST', '/email', { address: `thief-${ann.email}` });
      await ann.withSms();
      const token = await thief.linkToken(`thief-${ann.email}`);
      expect(await attempted(thief.openLink(token))).toMatchObject({ code: 'email_verification.expired' });
      expect((await thief.attempt('GET')).code).toBe('flow.expired');
      await ann.signIn();
      expect(ann.step('answer-challenge').factor.kind).toBe('sms');
    });

    it('somebody else’s factor is as if it did not exist', async () => {
      const [ann, ben] = [await new Visitor(mfa).withSms(), await new Visitor(mfa).withSms()];
      await ann.signIn();
      await ben.signIn();
      const { id } = ben.step('answer-challenge').factor;
      const answers = [id, '00000000-0000-4000-8000-000000000000'].map((factorId) =>
        ann.attempt('POST', '/challenge', { factorId }),
      );
      const [theirs, nobodys] = await Promise.all(answers);
      expect(theirs).toMatchObject({ code: 'factor.not_found' });
      expect(theirs).toEqual(nobodys);
    });

    it('a seed is shown while it waits for its first code, and never again (S7)', async () => {
      const ann = new Visitor(mfa);
      await ann.signIn();
      await ann.verifyEmail();
      await ann.enrollTotp();
      expect(ann.step('activate-factor').totp).toMatchObject({
        secret: expect.stringMatching(/^[A-Z2-7]{32}$/),
        uri: expect.stringMatching(/^otpauth:\/\/totp\/Postern:robin\?/),
        qr: expect.stringMatching(/^data:image\/svg\+xml,%3Csvg/),
      });
      const replies: unknown[] = [];
      await ann.answer(ann.totpCode());
      replies.push(ann.flow);
      await ann.act('GET');
      replies.push(ann.flow);
      await ann.signIn();
      replies.push(ann.flow);
      expect(JSON.stringify(replies)).not.toMatch(new RegExp(`${ann.secret}|otpauth|svg`));
    });
  });

  describe('by reading what lies about (S9)', () => {
    it('no seed, code, link or token is in the database or the logs in clear', async () => {
      const ann = await new Visitor(mfa).withTotp();
      const ben = new Visitor(mfa);
      await ben.signIn();
      await ben.act('POST', '/email', {});
      const link = await ben.linkToken();
      await ben.openLink(link);
      await ben.enrollSms();
      const code = await ben.smsCode();
      const linkUsed = await attempted(ben.openLink(link));
      expect(linkUsed.code).toBe('email_verification.spent');
      const secrets = [ann.secret, link, ann.flowToken, ben.flowToken];

      const tables = await mfa.database.query<{ name: string }>(
        'spec.tables',
        `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
         where table_schema in ('mfa', 'public', 'bullmq') and table_type = 'BASE TABLE'`,
      );
      expect(tables.length).toBeGreaterThan(10);
      let dump = '';
      for (const { name } of tables) {
        const { rows } = await mfa.database.pool.query(`select t::text as row from ${name} t`);
        dump += rows.map(({ row }) => String(row)).join('\n');
      }
      expect(dump).toContain(ann.email);
      for (const secret of secrets) expect({ secret, found: dump.includes(secret) }).toEqual({ secret, found: false });
      // Six digits occur by chance in longer numbers, so look for them by themselves.
      expect(dump).not.toMatch(new RegExp(`(?<![0-9a-zA-Z.:-])${code}(?![0-9a-zA-Z.:-])`));
      expect(logs.length).toBeGreaterThan(50);
      for (const secret of [...secrets, code]) expect(logs.some((line) => line.includes(`"${secret}"`))).toBe(false);
      expect(logs.some((line) => secrets.some((secret) => line.includes(secret)))).toBe(false);
    });
  });

  it('a link is built from the configured address, its secret in the fragment (S17)', async () => {
    const ann = new Visitor(mfa);
    await ann.signIn();
    await ann.act('POST', '/email', {});
    expect(await mfa.sent.link(ann.email)).toMatch(
      /^https:\/\/sign-in\.example\.org\/verify-email#token=[A-Za-z0-9_-]{64}$/,
    );
  });

  it('one gateway’s token opens nothing for who cannot name a flow', async () => {
    const gateway = new ServiceTokens('gateway', new TokenSigner('gateway', mfa.keys.signing.gateway));
    const client = new ServiceClient('mfa', mfa.url, gateway);
    const call = { method: 'GET', path: '/internal/flows/current' } as const;
    expect(await attempted(client.call(call))).toMatchObject({ code: 'flow.required' });
    expect(await attempted(client.call({ ...call, flowToken: 'A'.repeat(43) }))).toMatchObject({
      code: 'flow.not_found',
    });
    await client.close();
  });
});
