import type { RecoveryCodesStanding } from '@postern/contracts';
import { linkTokenIn, makeRecoveryCodes, readNotice, type Person } from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

describe('Recovery codes (R4, S8)', () => {
  let postern: Installation;

  beforeAll(async () => {
    postern = await install();
  });

  afterAll(() => postern.stop());

  const left = async (ann: Person) => (await ann.call<RecoveryCodesStanding>('GET', '/v1/account/recovery-codes')).left;
  /** As far as the question, answered with a recovery code instead. */
  const chooseCodes = async (ann: Person) => {
    await ann.signIn();
    const { factor, alternatives } = ann.step('answer-challenge');
    expect(factor.kind).not.toBe('recovery_code');
    const codes = alternatives.find(({ kind }) => kind === 'recovery_code');
    await ann.act('POST', '/challenge', { factorId: codes?.id });
  };

  it('are offered once the first method is active, made once, and shown once', async () => {
    const ann = await postern.enrolled();
    expect(ann.step('complete').recoveryCodesLeft).toBeNull();
    const made = await ann.call<{ codes: string[]; text: string }>('POST', '/v1/account/recovery-codes', {});
    expect(made.codes).toHaveLength(10);
    expect(new Set(made.codes).size).toBe(10);
    // 80 bits each, in letters and digits that are not mistaken for one another.
    for (const code of made.codes) expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){3}$/);
    for (const code of made.codes) expect(made.text).toContain(code);
    await ann.receive(ann.email, 'recovery-codes-created');
    const standing = await ann.call('GET', '/v1/account/recovery-codes');
    expect(standing).toMatchObject({ left: 10 });
    expect(JSON.stringify(standing)).not.toContain(made.codes[0]);
    expect(await ann.signInFully()).toMatchObject({ kind: 'complete', recoveryCodesLeft: 10 });
  });

  it('can be taken home as a text file', async () => {
    const ann = await postern.enrolled();
    const client = ann.client.as(ann.session as string).with({ accept: 'text/plain' });
    const file = await client.send<string>('POST', '/v1/account/recovery-codes', {});
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w-]+\.txt"$/);
    expect(file.headers.get('cache-control')).toBe('no-store');
    const codes = file.body.match(/\b\w{4}(-\w{4}){3}\b/g) ?? [];
    expect(codes).toHaveLength(10);
    await chooseCodes(ann);
    await ann.answer(codes[9] as string);
    ann.step('complete');
  });

  it('stand in for a method, each once, and a notice goes out that can be disowned', async () => {
    const ann = await postern.enrolled();
    const [first, second] = await makeRecoveryCodes(ann);
    await chooseCodes(ann);
    await ann.answer(first!);
    expect(ann.flow).toMatchObject({
      step: { kind: 'complete', recoveryCodesLeft: 9 },
      session: { aal: 'aal2', amr: ['pwd', 'recovery_code', 'mfa'] },
    });
    const notice = await ann.receive(ann.email, 'recovery-code-used');
    expect((await readNotice(postern.client, linkTokenIn(notice))).effects).toContain('sessions-end');

    await chooseCodes(ann);
    expect(await ann.attempt('POST', '/answer', { code: first })).toMatchObject({
      status: 422,
      body: { code: 'challenge.rejected' },
    });
    // However it is typed: in capitals, with blanks or without.
    await ann.answer(second!.toUpperCase().replaceAll('-', ' '));
    expect(await left(ann)).toBe(8);
  });

  it('one code, twenty times at the same moment, signs in once (S8)', async () => {
    const ann = await postern.enrolled();
    const [code] = await makeRecoveryCodes(ann);
    const tabs = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const tab = ann.elsewhere();
        await chooseCodes(tab);
        return tab;
      }),
    );
    const replies = await Promise.all(tabs.map((tab) => tab.attempt('POST', '/answer', { code })));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await left(ann)).toBe(9);
  });

  it('are renewed on demand, and the earlier ones are void', async () => {
    const ann = await postern.enrolled();
    const [old] = await makeRecoveryCodes(ann);
    const [fresh] = await makeRecoveryCodes(ann);
    expect(await left(ann)).toBe(10);
    await chooseCodes(ann);
    expect((await ann.attempt('POST', '/answer', { code: old })).status).toBe(422);
    await ann.answer(fresh!);
    ann.step('complete');
  });

  it('are not made for whoever has nothing that they could stand in for', async () => {
    const ann = await postern.newcomer();
    await ann.signIn();
    expect(await ann.tryCall('POST', '/v1/account/recovery-codes', {})).toMatchObject({ status: 401 });
  });

  it('wrong ones are counted like any other answer (S5)', async () => {
    const ann = await postern.enrolled();
    const [right] = await makeRecoveryCodes(ann);
    await chooseCodes(ann);
    const replies = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        ann.attempt<{ code: string }>('POST', '/answer', { code: `0000-0000-0000-${1000 + index}` }),
      ),
    );
    expect(replies.filter(({ body }) => body.code === 'challenge.rejected')).toHaveLength(5);
    expect(await ann.attempt('POST', '/answer', { code: right })).toMatchObject({ body: { code: 'challenge.locked' } });
    expect(await left(ann)).toBe(10);
  });
});
