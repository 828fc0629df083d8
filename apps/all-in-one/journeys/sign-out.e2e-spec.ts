import { changeFactors, stepUp, type Person } from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

describe('signing out: what was begun from a session ends with it (S15)', () => {
  let postern: Installation;

  beforeAll(async () => {
    postern = await install();
  });

  afterAll(() => postern.stop());

  /** Somebody, and whoever holds the token of the same session. */
  const robbed = async () => {
    const ann = await postern.enrolled();
    const other = ann.elsewhere(postern.client);
    await other.signIn();
    await other.finish();
    const thief = () => Object.assign(ann.elsewhere(postern.client), { session: ann.session });
    const [managing, steppingUp] = [thief(), thief()];
    await changeFactors(managing);
    await stepUp(steppingUp, { maxAgeSeconds: 0 });
    return { ann, other, managing, steppingUp };
  };
  const until = async (attempt: () => Promise<{ status: number; body: unknown }>) => {
    for (let waited = 0; waited < 5_000; waited += 100) {
      const { status, body } = await attempt();
      if (status >= 400) return (body as { code: string }).code;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return 'goes on';
  };

  it.each<[string, (ann: Person, other: Person) => Promise<unknown>]>([
    ['here', (ann) => ann.call('DELETE', '/v1/session')],
    ['everywhere else', (_, other) => other.call('DELETE', '/v1/account/sessions')],
  ])('%s closes the list of sign-in methods that a thief has open, and his step-up', async (_, signOut) => {
    const { ann, other, managing, steppingUp } = await robbed();
    await signOut(ann, other);
    expect(await until(() => managing.attempt('GET'))).toBe('flow.not_found');
    expect(await until(() => steppingUp.attempt('GET'))).toBe('flow.not_found');
    const added = await managing.attempt<{ code: string }>('POST', '/factors', { kind: 'totp' });
    expect(added.body.code).toBe('flow.not_found');
  });

  it('elsewhere leaves a list alone that was opened from the session that stays', async () => {
    const { ann, other, managing } = await robbed();
    await ann.call('DELETE', '/v1/account/sessions');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect((await managing.attempt('GET')).status).toBe(200);
    expect((await other.client.as(other.session ?? '').send('GET', '/v1/session')).status).toBe(401);
  });
});
