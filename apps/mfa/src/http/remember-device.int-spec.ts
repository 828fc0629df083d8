import type { TrustedDeviceList } from '@postern/contracts';
import { runMfa, type RunningMfa } from '../testing/running-mfa.js';
import { parcelDesk, Visitor } from '../testing/visitor.js';

describe('Remembering a device over HTTP', () => {
  let mfa: RunningMfa;
  beforeAll(async () => {
    mfa = await runMfa();
  });
  afterAll(() => mfa.stop());

  const list = async (visitor: Visitor) =>
    (await visitor.account<TrustedDeviceList>('GET', '/trusted-devices')).devices;
  const remembered = async (visitor: Visitor, more: object = {}) => {
    await visitor.signIn();
    await visitor.act('POST', '/answer', { code: await visitor.smsCode(), rememberDevice: true, ...more });
    return visitor.flow?.device?.token ?? '';
  };

  it('tells a token of 256 bits once, and skips the second factor with it (R11, S15)', async () => {
    const ann = await new Visitor(mfa, { application: parcelDesk }).withSms();
    const token = await remembered(ann);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    await ann.act('GET');
    expect(ann.flow).not.toHaveProperty('device');
    await ann.start({}, token);
    expect(ann.flow?.step.kind).toBe('complete');
    expect(await list(ann)).toMatchObject([{ application: 'parcel-desk', source: ann.source }]);
    const { rows } = await mfa.database.pool.query('select d::text as row from mfa.trusted_device d');
    expect(rows.some(({ row }) => String(row).includes(token))).toBe(false);
  });

  it('is of no use to another account, after a password change, or in a step-up (S14, S15)', async () => {
    const [ann, ben] = [await new Visitor(mfa).withSms(), await new Visitor(mfa).withSms()];
    const token = await remembered(ann);
    await ben.start({}, token);
    expect(ben.flow?.step.kind).toBe('answer-challenge');
    await ann.start({ purpose: 'step-up', step_up: { aal: 'aal2', satisfied: false } }, token);
    expect(ann.flow?.step.kind).toBe('answer-challenge');
    await ann.start({ credential_version: 2 }, token);
    expect(ann.flow?.step.kind).toBe('answer-challenge');
  });

  it('asked for twice at once, remembers one device (S15)', async () => {
    const ann = await new Visitor(mfa).withSms();
    await ann.signIn();
    const body = { code: await ann.smsCode(), rememberDevice: true };
    const replies = await Promise.all(Array.from({ length: 5 }, () => ann.attempt('POST', '/answer', body)));
    expect(replies.filter(({ code }) => code === 'complete')).toHaveLength(1);
    expect(await list(ann)).toHaveLength(1);
  });

  it('is not offered, and does nothing, where the application forbids it', async () => {
    const ann = await new Visitor(mfa, { application: { ...parcelDesk, remember_device_days: 0 } }).withSms();
    await ann.signIn();
    expect(ann.step('answer-challenge').canRememberDevice).toBe(false);
    expect(await remembered(ann)).toBe('');
    expect(await list(ann)).toEqual([]);
  });

  it('forgets the others when a factor is added, and keeps the one of this very sign-in (R12)', async () => {
    const ann = await new Visitor(mfa).withSms();
    const first = await remembered(ann);
    const second = await remembered(ann, { modifyFactors: true });
    expect(await list(ann)).toHaveLength(2);
    expect(ann.flow?.step.kind).toBe('manage-factors');
    await ann.enrollTotp();
    await ann.answer(ann.totpCode());
    expect(await list(ann)).toHaveLength(1);
    await ann.act('POST', '/done');
    expect(ann.flow?.step.kind).toBe('complete');
    await ann.start({}, first);
    expect(ann.flow?.step.kind).toBe('answer-challenge');
    await ann.start({}, second);
    expect(ann.flow?.step.kind).toBe('complete');
  });
});
