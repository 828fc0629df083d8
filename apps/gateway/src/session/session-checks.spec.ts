import type { SessionView } from '@postern/contracts';
import { Problem } from '@postern/platform';
import type { Client } from '../edge/exchange.js';
import type { Identity } from '../services/identity.js';
import { Languages } from '../edge/languages.js';
import { SessionChecks } from './session-checks.js';

const client: Client = { caller: { source: '192.0.2.1', userAgent: null }, requestId: 'r' };
const view = { aal: 'aal1', account: { id: 'robin', locale: 'es' } } as SessionView;

/** Answers when it is told to. */
class SlowIdentity {
  readonly asked: { token: string; answer: (valid: boolean) => void }[] = [];
  readonly ended: string[] = [];

  session(token: string): Promise<SessionView> {
    return new Promise((resolve, reject) => {
      const answer = (valid: boolean) => (valid ? resolve(view) : reject(new Problem('session.required')));
      this.asked.push({ token, answer });
    });
  }

  async endSession(token: string): Promise<void> {
    this.ended.push(token);
  }
}

describe('SessionChecks', () => {
  let identity: SlowIdentity;
  let now: number;
  let checks: SessionChecks;
  let languages: Languages;

  beforeEach(() => {
    identity = new SlowIdentity();
    now = 0;
    languages = new Languages();
    checks = new SessionChecks(identity as unknown as Identity, languages, () => now);
  });

  const read = (token = 't') => checks.read(token, () => client);

  it('asks once for requests that come together', async () => {
    const all = Promise.all([read(), read(), read()]);
    identity.asked[0]!.answer(true);
    expect(await all).toEqual([view, view, view]);
    expect(identity.asked).toHaveLength(1);
  });

  it('S15: believes an answer for less than a second, counted from the question', async () => {
    const slow = read();
    now = 500;
    identity.asked[0]!.answer(true);
    await slow;
    now = 799;
    await read();
    expect(identity.asked).toHaveLength(1);
    now = 800;
    void read().catch(() => undefined);
    expect(identity.asked).toHaveLength(2);
  });

  it('S15: forgets a session that ends here at once', async () => {
    const first = read();
    identity.asked[0]!.answer(true);
    await first;
    await checks.end('t', client);
    expect(identity.ended).toEqual(['t']);
    const after = read();
    identity.asked[1]!.answer(false);
    await expect(after).rejects.toMatchObject({ code: 'session.required' });
  });

  it('S15: a check that was under way while the session ended is not believed afterwards', async () => {
    const overtaken = read();
    await checks.end('t', client);
    identity.asked[0]!.answer(true);
    await overtaken;
    void read().catch(() => undefined);
    expect(identity.asked).toHaveLength(2);
  });

  it('S14: forgets an account whose sessions have ended, and no other', async () => {
    const [own, other] = [read('own'), read('other')];
    identity.asked[0]!.answer(true);
    await own;
    checks.forgetAccount('somebody else');
    await read('own');
    // One that is still under way may be about whomever.
    expect(identity.asked.map(({ token }) => token)).toEqual(['own', 'other']);
    void read('other').catch(() => undefined);
    expect(identity.asked).toHaveLength(3);
    checks.forgetAccount('robin');
    void read('own').catch(() => undefined);
    expect(identity.asked).toHaveLength(4);
    identity.asked[1]!.answer(true);
    await other;
  });

  it('learns in which language to speak with the person', async () => {
    const first = read();
    identity.asked[0]!.answer(true);
    await first;
    expect([languages.of(['t']), languages.of(['another'])]).toEqual(['es', undefined]);
  });

  it('remembers no refusal', async () => {
    const refused = read();
    identity.asked[0]!.answer(false);
    await expect(refused).rejects.toThrow();
    void read().catch(() => undefined);
    expect(identity.asked).toHaveLength(2);
  });

  it('keeps each token apart', async () => {
    void read('one');
    void read('two');
    expect(identity.asked.map(({ token }) => token)).toEqual(['one', 'two']);
  });
});
