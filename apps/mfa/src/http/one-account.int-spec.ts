import { randomUUID } from 'node:crypto';
import { SoftwareAuthenticator } from '@postern/local-services/software-authenticator';
import { ClearExpired } from '../postgres/clear-expired.js';
import { runMfa, type RunningMfa } from '../testing/running-mfa.js';
import { attempted, Visitor, type Attempted } from '../testing/visitor.js';

const origin = 'https://sign-in.example.org';

type Wish = (tab: Visitor) => Promise<Attempted>;

describe('Everything at once on one account', () => {
  let mfa: RunningMfa;
  beforeAll(async () => {
    mfa = await runMfa();
  });
  afterAll(() => mfa.stop());

  const deadlocks = async () => {
    const { rows } = await mfa.database.pool.query<{ deadlocks: number }>(
      'select deadlocks::int from pg_stat_database where datname = current_database()',
    );
    return rows[0]?.deadlocks;
  };
  const fresh = { amr: ['pwd', 'otp', 'mfa'] };

  it('fifty callers who sign in, change, remove, recover, renew and reset never wait for each other, and nothing breaks (S5, S22)', async () => {
    const ann = await new Visitor(mfa).withTotp();
    const start = (tab: Visitor, claims: Parameters<Visitor['start']>[0]) => attempted(tab.start(claims));
    const managing = async (tab: Visitor, ...calls: Parameters<Visitor['attempt']>[]): Promise<Attempted> => {
      const begun = await attempted(tab.manage(fresh));
      if (begun.code !== 'manage-factors') return begun;
      let last = begun;
      for (const call of calls) last = await tab.attempt(...call);
      return last;
    };
    const wishes: Wish[] = [
      async (tab) => {
        await start(tab, {});
        return tab.attemptAnswer('000000');
      },
      async (tab) => {
        await start(tab, {});
        return tab.attempt('POST', '/answer', { code: tab.totpCode(), rememberDevice: true, modifyFactors: true });
      },
      async (tab) => {
        await start(tab, {});
        return tab.attempt('POST', '/lost-factors');
      },
      async (tab) => {
        await start(tab, { purpose: 'recovery', amr: ['email'] });
        return tab.attemptAnswer('000000');
      },
      (tab) =>
        managing(tab, ['POST', '/factors', { kind: 'sms', phone: tab.phone }], ['POST', '/answer', { code: '000000' }]),
      async (tab) => {
        await managing(tab, ['POST', '/factors', { kind: 'webauthn' }]);
        if (tab.flow?.step.kind !== 'activate-factor') return { code: 'manage-factors' };
        return tab.attempt('POST', '/answer', {
          credential: new SoftwareAuthenticator(origin).create(tab.flow.step.webauthn ?? {}),
        });
      },
      async (tab) => {
        await managing(tab, ['POST', '/factors', { kind: 'totp', label: 'Tablet' }]);
        if (tab.flow?.step.kind !== 'activate-factor') return { code: 'manage-factors' };
        tab.secret = tab.flow.step.totp?.secret ?? '';
        return tab.attempt('POST', '/answer', { code: tab.totpCode() });
      },
      async (tab) => {
        await managing(tab);
        const factors = tab.flow?.step.kind === 'manage-factors' ? tab.flow.step.factors : [];
        const { id } = factors.at(-1) ?? { id: randomUUID() };
        return tab.attempt('DELETE', `/factors/${id}`);
      },
      (tab) =>
        managing(
          tab,
          ['POST', '/email', { address: `new-${tab.email}` }],
          ['DELETE', '/factors/pending'],
          ['POST', '/done'],
        ),
      (tab) => attempted(tab.account('POST', '/recovery-codes', 'manage-factors', fresh)),
      (tab) => attempted(tab.account('DELETE', '/trusted-devices', 'manage-factors', fresh)),
      (tab) => attempted(tab.account('POST', '/factor-reset', 'factor-reset', { actor: randomUUID() })),
      (tab) => attempted(tab.account('DELETE', '/factor-reset', 'factor-reset', { actor: randomUUID() })),
      async () => {
        await mfa.database.pool.query(
          `update mfa.factor_reset set takes_effect_at = now() where stopped_at is null and applied_at is null and random() < 0.2`,
        );
        await mfa.app.get(ClearExpired, { strict: false }).execute();
        return { code: 'done' };
      },
    ];
    const before = await deadlocks();
    const broken = /^(service\.unexpected|request\.)/;
    for (let round = 0; round < 4; round++) {
      const replies = await Promise.all(
        Array.from({ length: 50 }, async (_, index) => {
          const tab = Object.assign(ann.tab(), { source: `203.0.113.${index}` });
          const { code } = await (wishes[(index + round) % wishes.length] as Wish)(tab);
          return code;
        }),
      );
      expect(replies.filter((code) => broken.test(code))).toEqual([]);
    }
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await deadlocks()).toBe(before);
    // Whatever is left is whole: an account with factors is enrolled, and codes stand in for something.
    const { rows } = await mfa.database.pool.query<{ enrolled: boolean; factors: number; sets: number }>(
      `select e.enrolled_at is not null as enrolled,
         (select count(*)::int from mfa.factor x where x.account_id = e.account_id and x.status in ('active', 'disabled')
          and x.kind <> 'recovery_code') as factors,
         (select count(*)::int from mfa.factor x where x.account_id = e.account_id and x.status = 'active'
          and x.kind = 'recovery_code') as sets
       from mfa.enrollment e where e.account_id = $1`,
      [ann.accountId],
    );
    const [{ enrolled, factors, sets } = { enrolled: false, factors: 0, sets: 1 }] = rows;
    expect(enrolled).toBe(factors > 0);
    expect(sets).toBeLessThanOrEqual(factors > 0 ? 1 : 0);
  });
});
