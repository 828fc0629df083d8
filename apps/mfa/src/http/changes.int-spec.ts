import { randomUUID } from 'node:crypto';
import { assuranceTokenClaims, flowState } from '@postern/contracts';
import { runMfa, type RunningMfa } from '../testing/running-mfa.js';
import { attempted, parcelDesk, soonAfterAStepBegan, Visitor } from '../testing/visitor.js';

describe('Changing factors over HTTP', () => {
  let mfa: RunningMfa;
  beforeAll(async () => {
    mfa = await runMfa();
  });
  afterAll(() => mfa.stop());

  const factorsOf = (visitor: Visitor) => visitor.step('manage-factors').factors;
  const otherPhone = (visitor: Visitor) => `${visitor.phone.slice(0, -2)}${visitor.phone.endsWith('77') ? '78' : '77'}`;

  /** Two factors: the phone, and an app after it. */
  const withTwo = async () => {
    const ann = await new Visitor(mfa).withSms();
    await ann.manage();
    await ann.enrollTotp();
    await soonAfterAStepBegan();
    await ann.answer(ann.totpCode(1));
    return ann;
  };

  it('after a sign-in that asked for it: replaces the number, and goes on (R12)', async () => {
    const ann = await new Visitor(mfa).withSms();
    await ann.signIn();
    await ann.act('POST', '/answer', { code: await ann.smsCode(), modifyFactors: true });
    expect(flowState.parse(ann.flow).step).toMatchObject({
      kind: 'manage-factors',
      factors: [{ kind: 'sms' }],
      mustKeepOne: true,
    });
    expect(ann.flow).not.toHaveProperty('assuranceToken');
    const before = factorsOf(ann)[0]?.id;
    ann.phone = otherPhone(ann);
    await ann.act('POST', '/factors', { kind: 'sms', phone: ann.phone });
    await ann.answer(await ann.smsCode());
    expect(factorsOf(ann)).toMatchObject([{ kind: 'sms', destination: `(***) ***-**${ann.phone.slice(-2)}` }]);
    expect(factorsOf(ann)[0]?.id).not.toBe(before);
    await ann.act('POST', '/done');
    const token = ann.flow?.assuranceToken ?? '';
    expect(mfa.assurances.verify('assurance', 'mfa', token, assuranceTokenClaims)).toMatchObject({
      purpose: 'sign-in',
      amr: ['pwd', 'sms', 'otp', 'mfa'],
      aal: 'aal2',
      highest_aal: 'aal2',
    });
    expect(await mfa.sent.events(ann.accountId)).toEqual([
      'email.verified',
      'factor.activated',
      'factor.removed',
      'factor.activated',
    ]);
    await ann.signIn();
    await ann.answer(await ann.smsCode());
    expect(ann.flow?.step.kind).toBe('complete');
  });

  it('from the session: names the session that is renewed, and what it was worth', async () => {
    const ann = await new Visitor(mfa).withSms();
    const session = { id: randomUUID() };
    await ann.manage({ session, amr: ['pwd', 'sms', 'otp', 'mfa'] });
    await ann.act('POST', '/done');
    const token = ann.flow?.assuranceToken ?? '';
    expect(mfa.assurances.verify('assurance', 'mfa', token, assuranceTokenClaims)).toMatchObject({
      purpose: 'manage-factors',
      session: session.id,
      amr: ['pwd', 'sms', 'otp', 'mfa'],
      aal: 'aal2',
      factor: null,
    });
  });

  it('holds a second app, named, and takes the first one away', async () => {
    const ann = await withTwo();
    await ann.act('POST', '/factors', { kind: 'totp', label: 'Tablet' });
    ann.secret = ann.step('activate-factor').totp?.secret ?? '';
    await ann.answer(ann.totpCode());
    expect(factorsOf(ann).map(({ label }) => label)).toEqual(['Text message', 'Authenticator app', 'Tablet']);
    const [, first] = factorsOf(ann);
    await ann.act('DELETE', `/factors/${first?.id}`);
    expect(factorsOf(ann).map(({ label }) => label)).toEqual(['Text message', 'Tablet']);
    expect(await mfa.sent.bodies('factor.removed', ann.accountId)).toMatchObject([
      { kind: 'totp', factorId: first?.id, notify: [ann.email], destination: null },
    ]);
  });

  it('changes the address with its link, and the passcodes follow', async () => {
    const ann = new Visitor(mfa);
    await ann.signIn();
    await ann.verifyEmail();
    await ann.act('POST', '/factors', { kind: 'email' });
    await ann.answer(await mfa.sent.code(ann.email));
    await ann.manage();
    const other = `new-${ann.email}`;
    await ann.act('POST', '/email', { address: other });
    expect(ann.step('await-email')).toMatchObject({ email: expect.stringContaining('*****'), reason: 'change' });
    await ann.openLink(await ann.linkToken(other));
    await ann.act('GET');
    expect(factorsOf(ann)).toMatchObject([{ kind: 'email', destination: expect.stringMatching(/^n\*/) }]);
    expect(await mfa.sent.bodies('email.verified', ann.accountId)).toMatchObject([
      { address: ann.email },
      { address: other, notify: [other, ann.email] },
    ]);
    await ann.signIn();
    await ann.answer(await mfa.sent.code(other));
    expect(ann.flow?.step.kind).toBe('complete');
  });

  it('goes back from a code and from a link that nobody uses', async () => {
    const ann = await new Visitor(mfa).withSms();
    await ann.manage();
    await ann.enrollTotp();
    await ann.act('DELETE', '/factors/pending');
    await ann.act('POST', '/email', { address: `new-${ann.email}` });
    await ann.act('DELETE', '/factors/pending');
    expect(factorsOf(ann)).toHaveLength(1);
    expect(await attempted(ann.openLink(await ann.linkToken(`new-${ann.email}`)))).toMatchObject({
      code: 'email_verification.expired',
    });
  });

  describe('under attack', () => {
    it('S22: every new call out of order is refused, at every other step', async () => {
      const calls = [
        ['POST', '/password', () => ({ subjectToken: mfa.subjectToken({ purpose: 'step-up' }) })],
        ['POST', '/lost-factors', () => undefined],
        ['DELETE', `/factors/${randomUUID()}`, () => undefined],
        ['POST', '/done', () => undefined],
      ] as const;
      const ann = await new Visitor(mfa).withSms();
      const enrolling = new Visitor(mfa);
      await enrolling.signIn();
      const choosing = new Visitor(mfa, { created_at: 1_000_000 });
      await choosing.signIn();
      const asked = ann.tab();
      await asked.signIn();
      const managing = ann.tab();
      await managing.manage();
      const confirming = ann.tab();
      await confirming.stepUp({ amr: [] });
      for (const visitor of [ann, enrolling, choosing, asked, managing, confirming]) {
        const { kind } = visitor.flow!.step;
        for (const [method, path, body] of calls) {
          if (kind === 'answer-challenge' && path === '/lost-factors') continue;
          if (kind === 'manage-factors' && path !== '/password' && path !== '/lost-factors') continue;
          if (kind === 'confirm-password' && path === '/password') continue;
          const refused = await visitor.attempt(method, path, body());
          expect({ kind, path, ...refused }).toMatchObject({ kind, path, code: 'flow.step_out_of_order', step: kind });
        }
      }
    });

    it('S11: a half-finished sign-in neither removes a factor nor comes to the list', async () => {
      const ann = await withTwo();
      const thief = ann.tab();
      await thief.signIn();
      const { factor } = thief.step('answer-challenge');
      const calls = [
        ['DELETE', `/factors/${factor.id}`],
        ['POST', '/done'],
        ['POST', '/factors'],
      ] as const;
      for (const [method, path] of calls) {
        const body = path === '/factors' ? { kind: 'totp' } : undefined;
        expect((await thief.attempt(method, path, body)).code).toBe('flow.step_out_of_order');
      }
      expect(JSON.stringify(thief.flow)).not.toContain('mustKeepOne');
      const [, sms] = [factor, thief.step('answer-challenge').alternatives[0]];
      expect(sms?.kind).toBe('sms');
    });

    it('S22: what is no factor of the account is as if it did not exist', async () => {
      const [ann, ben] = [await new Visitor(mfa).withSms(), await new Visitor(mfa).withSms()];
      await ben.manage();
      const [theirs] = factorsOf(ben);
      await ann.manage();
      const answers = await Promise.all(
        [theirs?.id, randomUUID(), 'nonsense', '%2e%2e'].map((id) => ann.attempt('DELETE', `/factors/${id}`)),
      );
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      expect(answers[0]).toMatchObject({ code: 'factor.not_found' });
      const replacing = { kind: 'totp', replaces: theirs?.id };
      expect((await ann.attempt('POST', '/factors', replacing)).code).toBe('factor.not_found');
      await ben.act('GET');
      expect(factorsOf(ben)).toHaveLength(1);
    });

    it('restarting the sign-in, or managing from a session, does not escape the duty to have a factor', async () => {
      const ann = await new Visitor(mfa).withSms();
      await ann.manage();
      const [only] = factorsOf(ann);
      expect((await ann.attempt('DELETE', `/factors/${only?.id}`)).code).toBe('factor.last_one');
      for (let round = 0; round < 2; round++) {
        await ann.signIn();
        expect(ann.flow?.step.kind).toBe('answer-challenge');
      }
    });

    it('who need not have one may take the last away, unless the application asks for it (R1)', async () => {
      const ann = new Visitor(mfa, { created_at: 1_700_000_000 });
      await ann.signIn();
      await ann.act('POST', '/enrollment-choice', { choice: 'enroll' });
      await ann.verifyEmail();
      await ann.enrollSms();
      await ann.answer(await ann.smsCode());
      await ann.manage({ application: { ...parcelDesk, required_from: 1_600_000_000 } });
      const id = factorsOf(ann)[0]?.id;
      expect((await ann.attempt('DELETE', `/factors/${id}`)).code).toBe('factor.last_one');
      await ann.manage();
      expect(ann.step('manage-factors').mustKeepOne).toBe(false);
      await ann.act('DELETE', `/factors/${id}`);
      expect(factorsOf(ann)).toEqual([]);
      await ann.signIn();
      expect(ann.flow?.step.kind).toBe('choose-enrollment');
    });

    it('of twenty removals at once, of either factor, exactly one is done and one factor is left', async () => {
      const ann = await withTwo();
      await ann.act('GET');
      const ids = factorsOf(ann).map(({ id }) => id);
      const tabs = await Promise.all(
        Array.from({ length: 20 }, async () => {
          const tab = ann.tab();
          await tab.manage();
          return tab;
        }),
      );
      const replies = await Promise.all(
        tabs.map((tab, index) => tab.attempt('DELETE', `/factors/${ids[index % 2] ?? ''}`)),
      );
      expect(replies.filter(({ code }) => code === 'manage-factors')).toHaveLength(1);
      const others = replies.map(({ code }) => code).filter((code) => code !== 'manage-factors');
      expect(
        others.every((code) => ['factor.last_one', 'factor.not_found', 'service.unavailable'].includes(code)),
      ).toBe(true);
      await ann.act('GET');
      expect(factorsOf(ann)).toHaveLength(1);
    });

    it('of two replacements of one app at once exactly one happens', async () => {
      const ann = await withTwo();
      await ann.act('GET');
      const replaces = factorsOf(ann).find(({ kind }) => kind === 'totp')?.id;
      const tabs = [ann.tab(), ann.tab()];
      for (const tab of tabs) {
        await tab.manage();
        await tab.act('POST', '/factors', { kind: 'totp', replaces });
        tab.secret = tab.step('activate-factor').totp?.secret ?? '';
      }
      const replies = await Promise.all(tabs.map((tab) => tab.attemptAnswer(tab.totpCode())));
      expect(replies.map(({ code }) => code).sort()).toEqual(['flow.step_out_of_order', 'manage-factors']);
      await ann.act('GET');
      expect(factorsOf(ann).filter(({ kind }) => kind === 'totp')).toHaveLength(1);
    });

    it('a sign-in begun before its factor was removed is worth nothing after it', async () => {
      const ann = await withTwo();
      const waiting = ann.tab();
      await waiting.signIn();
      const { id, kind } = waiting.step('answer-challenge').factor;
      expect(kind).toBe('totp');
      await ann.act('DELETE', `/factors/${id}`);
      expect((await waiting.attemptAnswer(ann.totpCode())).code).toBe('flow.expired');
      expect((await waiting.attempt('GET')).code).toBe('flow.expired');
      await waiting.signIn();
      expect(waiting.step('answer-challenge').factor.kind).toBe('sms');
    });

    it('a list that was opened before a password change is closed by it (S14)', async () => {
      const ann = await new Visitor(mfa).withSms();
      const thief = ann.tab();
      await thief.manage();
      await ann.start({ credential_version: 2 });
      expect((await thief.attempt('POST', '/factors', { kind: 'totp' })).code).toBe('flow.expired');
      expect((await thief.attempt('POST', '/done')).code).toBe('flow.expired');
      // Nor does an older token open another one.
      expect((await attempted(thief.manage())).code).toBe('flow.expired');
    });

    it('S11: a session of a lower level than the account can prove is sent to prove it', async () => {
      const ann = await new Visitor(mfa).withSms();
      expect(await attempted(ann.manage({ aal: 'aal1' }))).toMatchObject({
        code: 'session.step_up_required',
        required: { aal: 'aal2', maxAgeSeconds: 300 },
      });
    });

    it('S19: of twenty flows begun with one token one is begun, and it changes nothing outside', async () => {
      const ann = await new Visitor(mfa).withSms();
      const token = ann.subjectToken({ purpose: 'manage-factors', aal: 'aal2' });
      const start = () =>
        attempted(
          mfa.client.call({
            method: 'POST',
            path: '/internal/flows',
            body: { subjectToken: token },
            caller: ann.caller,
          }),
        );
      const replies = await Promise.all(Array.from({ length: 20 }, start));
      expect(replies.filter(({ code }) => code === 'done')).toHaveLength(1);
      const forget = attempted(ann.withToken(token, 'DELETE', '/trusted-devices'));
      expect(await forget).toMatchObject({ code: 'session.required' });
    });

    it.each(['account', 'factor-reset'] as const)('a token for %s begins no flow', async (purpose) => {
      const ann = await new Visitor(mfa).withSms();
      expect(await attempted(ann.start({ purpose, actor: randomUUID() }))).toMatchObject({ code: 'flow.expired' });
    });
  });
});
