import { changeFactors, proveAgain, signInToModify, type Person } from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

describe('Changing sign-in methods (R12)', () => {
  let postern: Installation;

  beforeAll(async () => {
    postern = await install();
  });

  afterAll(() => postern.stop());

  const kinds = (ann: Person) => ann.step('manage-factors').factors.map(({ kind }) => kind);
  const factorId = (ann: Person, kind: string) =>
    ann.step('manage-factors').factors.find((factor) => factor.kind === kind)?.id as string;

  it('after a code with "modify" ticked shows the methods; cancel completes the sign-in', async () => {
    const ann = await postern.enrolled();
    await signInToModify(ann);
    expect(ann.step('manage-factors')).toMatchObject({ factors: [{ kind: 'sms' }], mustKeepOne: true });
    expect(ann.flow?.session).toBeUndefined();
    await ann.act('POST', '/done');
    expect(ann.flow).toMatchObject({ step: { kind: 'complete' }, session: { aal: 'aal2' } });
  });

  it('keeps the old number until the new one is proven', async () => {
    const ann = await postern.enrolled();
    const [old, fresh] = [ann.phone, '5055550142'];
    await ann.receive(ann.email, 'factor-added');
    await signInToModify(ann);
    await ann.enrollSms(fresh);
    const again = Object.assign(ann.elsewhere(), { phone: old });
    await again.signInFully();
    again.step('complete');

    await ann.answer(await ann.receiveCode(fresh));
    expect(ann.step('manage-factors').factors).toMatchObject([{ kind: 'sms', destination: '(***) ***-**42' }]);
    await ann.act('POST', '/done');
    expect((await ann.receive(ann.email, 'factor-added')).text).toContain('(***) ***-**42');
    expect((await ann.receive(ann.email, 'factor-removed')).text).toContain(`(***) ***-**${old.slice(-2)}`);
    const before = (await ann.inbox.messages(`+1${old}`)).length;
    await ann.signInFully();
    expect(ann.step('complete')).toBeDefined();
    expect(await ann.inbox.messages(`+1${old}`)).toHaveLength(before);
  });

  it('takes a second authenticator app with a label of its own, and renames it', async () => {
    const ann = await postern.enrolled();
    await changeFactors(ann);
    for (const label of ['Work phone', 'Old tablet']) {
      await ann.enrollTotp({ label });
      await ann.answer(ann.totpCode(1));
    }
    expect(ann.step('manage-factors').factors.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['Work phone', 'Old tablet']),
    );
    const tablet = ann.step('manage-factors').factors.find(({ label }) => label === 'Old tablet')!;
    await ann.act('POST', '/done');
    await ann.call('PATCH', `/v1/account/factors/${tablet.id}`, { label: 'New tablet' });
    await ann.signIn();
    const { alternatives } = ann.step('answer-challenge');
    const chosen = alternatives.find(({ label }) => label === 'New tablet') ?? ann.step('answer-challenge').factor;
    expect(chosen.label).toBe('New tablet');
    if (ann.step('answer-challenge').factor.id !== chosen.id)
      await ann.act('POST', '/challenge', { factorId: chosen.id });
    await ann.answer(ann.totpCode());
    ann.step('complete');
  });

  it('replaces an authenticator app: the old one counts until the new one is active, and then no more', async () => {
    const ann = await postern.newcomer();
    await ann.signIn();
    await ann.verifyEmail();
    await ann.enrollTotp();
    await ann.answer(ann.totpCode(1));
    const old = ann.authenticator;
    await changeFactors(ann);
    await ann.enrollTotp({ replaces: factorId(ann, 'totp') });
    await ann.answer(ann.totpCode(1));
    expect(kinds(ann)).toEqual(['totp']);
    await ann.act('POST', '/done');
    const replacement = ann.authenticator;
    await ann.signIn();
    ann.authenticator = old;
    expect((await ann.attempt('POST', '/answer', { code: ann.totpCode() })).status).toBe(422);
    ann.authenticator = replacement;
    await ann.answer(ann.totpCode());
    ann.step('complete');
  });

  it('changes the MFA address by link; the e-mail factor follows, the account’s own address stays', async () => {
    const ann = await postern.enrolled();
    const other = `other-${ann.email}`;
    await changeFactors(ann);
    await ann.enrollEmail();
    await ann.answer(await ann.receiveCode(ann.email));
    await ann.act('POST', '/email', { address: other });
    expect(ann.step('await-email').email).toMatch(/^o\*{5}.@/);
    await ann.openVerificationLink(other);
    expect(kinds(ann).sort()).toEqual(['email', 'sms']);
    expect(ann.step('manage-factors').factors.find(({ kind }) => kind === 'email')?.destination).toMatch(/^o/);
    await ann.act('POST', '/done');
    expect(await ann.call('GET', '/v1/account')).toMatchObject({ email: ann.email });
    await ann.signIn();
    const { factor, alternatives } = ann.step('answer-challenge');
    const email = [factor, ...alternatives].find(({ kind }) => kind === 'email')!;
    if (factor.id !== email.id) await ann.act('POST', '/challenge', { factorId: email.id });
    await ann.answer(await ann.receiveCode(other));
    expect(ann.flow?.session?.aal).toBe('aal1');
  });

  it('removes a method, but not the last one of somebody who must have one', async () => {
    const ann = await postern.enrolled();
    await changeFactors(ann);
    const sms = factorId(ann, 'sms');
    expect(await ann.attempt('DELETE', `/factors/${sms}`)).toMatchObject({
      status: 409,
      body: { code: 'factor.last_one' },
    });
    await ann.enrollTotp();
    await ann.answer(ann.totpCode(1));
    await ann.act('DELETE', `/factors/${sms}`);
    expect(kinds(ann)).toEqual(['totp']);
    await ann.receive(ann.email, 'factor-removed');
    expect((await ann.attempt('DELETE', `/factors/${factorId(ann, 'totp')}`)).status).toBe(409);
    await ann.act('POST', '/done');
    await ann.signIn();
    expect(ann.step('answer-challenge')).toMatchObject({ factor: { kind: 'totp' }, alternatives: [] });
  });

  it('two removals at the same moment leave one method', async () => {
    const ann = await postern.enrolled();
    await changeFactors(ann);
    await ann.enrollTotp();
    await ann.answer(ann.totpCode(1));
    const ids = ann.step('manage-factors').factors.map(({ id }) => id);
    const replies = await Promise.all(ids.map((id) => ann.attempt('DELETE', `/factors/${id}`)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await ann.act('GET')) && kinds(ann)).toHaveLength(1);
  });

  it('is dropped half-way without a trace: the method that was begun is gone, the others are as they were', async () => {
    const ann = await postern.enrolled();
    await changeFactors(ann);
    await ann.enrollTotp();
    expect((await ann.act('DELETE', '/factors/pending')).kind).toBe('manage-factors');
    expect(kinds(ann)).toEqual(['sms']);
    await ann.act('POST', '/done');
    await proveAgain(ann);
    expect(await ann.call('GET', '/v1/account/factors')).toMatchObject({ factors: [{ kind: 'sms' }] });
  });
});
