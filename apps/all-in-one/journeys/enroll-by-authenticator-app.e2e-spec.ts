import { Person } from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

describe('A newcomer enrolls an authenticator app', () => {
  let postern: Installation;

  beforeAll(async () => {
    postern = await install();
  });

  afterAll(() => postern.stop());

  const untilEnrollment = async () => {
    const ann = await postern.newcomer();
    await ann.signIn();
    await ann.verifyEmail();
    await ann.enrollTotp();
    return ann;
  };

  it('shows key, link and QR code; a right code activates it; the next sign-in asks for one', async () => {
    const ann = await untilEnrollment();
    const { totp, challenge, factor } = ann.step('activate-factor');
    expect(totp?.secret).toMatch(/^[A-Z2-7]{32}$/); // 160 bits
    expect(totp?.uri).toMatch(/^otpauth:\/\/totp\/.+secret=/);
    expect(totp?.qr).toMatch(/^data:image\/svg\+xml/);
    expect(challenge.resendAt).toBeNull();
    expect(factor.destination).toBeUndefined();

    await ann.answer(ann.totpCode(1));
    expect(ann.flow).toMatchObject({
      step: { kind: 'complete' },
      session: { aal: 'aal2', amr: ['pwd', 'otp', 'mfa'] },
    });

    await ann.signIn();
    expect(ann.step('answer-challenge').factor.kind).toBe('totp');
    expect(JSON.stringify(ann.flow)).not.toContain(totp?.secret);
    await ann.answer(ann.totpCode());
    expect(ann.flow?.step.kind).toBe('complete');
  });

  it('is not activated by a wrong code', async () => {
    const ann = await untilEnrollment();
    const wrong = ann.totpCode() === '000000' ? '000001' : '000000';
    expect(await ann.attempt('POST', '/answer', { code: wrong })).toMatchObject({
      status: 422,
      body: { code: 'challenge.rejected', attemptsLeft: 4 },
    });
    expect((await ann.act('GET')).kind).toBe('activate-factor');
  });

  it('refuses a replayed code: the one that activated it buys no sign-in (S7)', async () => {
    const ann = await untilEnrollment();
    const code = ann.totpCode();
    await ann.answer(code);
    await ann.signIn();
    expect(await ann.attempt('POST', '/answer', { code })).toMatchObject({
      status: 422,
      body: { code: 'challenge.rejected' },
    });
  });

  it('accepts one code once, also when twenty sign-ins present it at the same moment (S7)', async () => {
    const ann = await untilEnrollment();
    await ann.answer(ann.totpCode(1));
    const tabs = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const tab = new Person(postern.client, ann);
        await tab.signIn();
        return tab;
      }),
    );
    const code = ann.totpCode();
    const replies = await Promise.all(
      tabs.map((tab) => tab.attempt<{ session?: object }>('POST', '/answer', { code })),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ body }) => body.session)).toHaveLength(1);
  });
});
