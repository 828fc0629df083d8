import { randomUUID } from 'node:crypto';
import { runMfa, type RunningMfa } from '../testing/running-mfa.js';
import { Visitor } from '../testing/visitor.js';
import { ClearExpired } from './clear-expired.js';

const tables = [
  'flow',
  'challenge',
  'email_verification',
  'factor',
  'attempt_budget',
  'sending_count',
  'spent_token',
  'trusted_device',
  'factor_reset',
  'rollout_chunk',
  'rollout_member',
  'inbox',
] as const;

describe('ClearExpired', () => {
  let mfa: RunningMfa;
  beforeAll(async () => {
    mfa = await runMfa();
  });
  afterAll(() => mfa.stop());

  const clear = () => mfa.app.get(ClearExpired, { strict: false }).execute();
  const run = (text: string, values: unknown[] = []) => mfa.database.pool.query(text, values);
  const counts = async () =>
    Object.fromEntries(
      await Promise.all(
        tables.map(async (table) => [table, (await run(`select from mfa.${table}`)).rowCount ?? 0] as const),
      ),
    );
  /** One row of everything, `age` old. */
  const leave = async (age: string, rows: number) => {
    const moment = `now() - interval '${age}'`;
    const each = `from generate_series(1, ${rows})`;
    const id = 'gen_random_uuid()';
    await run(`with f as (
        insert into mfa.flow (id, token_hash, subject_token_id, account_id, purpose, subject, started_at, expires_at, started_enrolled)
        select ${id}, ${id}::text, ${id}, ${id}, 'sign-in', '{}', ${moment}, ${moment}, false ${each} returning *
      ), c as (
        insert into mfa.challenge (id, flow_id, account_id, factor_id, kind, purpose, key_id, status, issued_at, expires_at, sends)
        select ${id}, f.id, f.account_id, ${id}, 'sms', 'sign-in', 'k', 'issued', ${moment}, ${moment}, 1 from f
      ) insert into mfa.email_verification (id, flow_id, account_id, address, key_id, requested_at, expires_at, sends)
        select ${id}, f.id, f.account_id, 'a@example.org', 'k', ${moment}, ${moment}, 1 from f`);
    await run(`insert into mfa.factor (id, account_id, kind, status, label, created_at)
      select ${id}, ${id}, 'sms', (array['pending', 'revoked'])[1 + i % 2], 'l', ${moment} from generate_series(1, ${rows}) i`);
    await run(`insert into mfa.attempt_budget (account_id, source, subject, used, locks, locked_until, created_at)
      select ${id}, 's', 's', 1, 1, ${moment}, ${moment} ${each}`);
    await run(
      `insert into mfa.sending_count (cap, key, window_ends_at, used) select 'c', ${id}::text, ${moment}, 1 ${each}`,
    );
    await run(`insert into mfa.spent_token (jti, expires_at) select ${id}, ${moment} ${each}`);
    await run(`insert into mfa.trusted_device (id, account_id, token_hash, name, kind, source, credential_version, flow_id,
        remembered_at, last_used_at, expires_at)
      select ${id}, ${id}, ${id}::text, 'n', 'totp', 's', 1, ${id}, ${moment}, ${moment}, ${moment} ${each}`);
    await run(`insert into mfa.factor_reset (id, account_id, requested_by, requested_at, takes_effect_at, applied_at)
      select ${id}, ${id}, ${id}, ${moment}, ${moment}, ${moment} ${each}`);
    await run(`with r as (
        insert into mfa.rollout (id, organization_id, organization, state, round, members, succeeded, failed, skipped, list_read,
          open_chunks, started_at, finished_at)
        select ${id}, ${id}, 'Acme', 'complete-with-errors', 1, 1, 0, 1, 0, true, 0, ${moment}, ${moment} ${each} returning id
      ), c as (
        insert into mfa.rollout_chunk (id, rollout_id, round, status, since, asked_at)
        select ${id}, r.id, 1, 'done', ${moment}, ${moment} from r returning id, rollout_id
      ) insert into mfa.rollout_member (rollout_id, account_id, state, code, round, chunk_id)
        select c.rollout_id, ${id}, 'failed', 'account.closed', 1, c.id from c`);
    await run(`insert into mfa.inbox (message_id, received_at) select ${id}::text, ${moment} ${each}`);
  };
  const empty = () => run(`truncate ${tables.map((table) => `mfa.${table}`).join(', ')}`);

  it('takes what is long over, in batches, whatever has piled up, and whoever else is at it', async () => {
    await leave('200 days', 2500);
    await Promise.all(Array.from({ length: 4 }, () => clear()));
    // Rows that another run held were left to it.
    await clear();
    expect(new Set(Object.values(await counts()))).toEqual(new Set([0]));
    // How it ended is still told.
    expect((await run('select from mfa.rollout')).rowCount).toBe(2500);
  });

  it('leaves what is needed still', async () => {
    await empty();
    await leave('-1 hour', 3);
    await clear();
    expect(new Set(Object.values(await counts()))).toEqual(new Set([3]));
    await empty();
    // Over, but not long: somebody may still ask, and budgets must not be had back by waiting a little (S5).
    await leave('2 hours', 3);
    await clear();
    expect(await counts()).toMatchObject({
      flow: 3,
      challenge: 3,
      factor: 3,
      attempt_budget: 3,
      factor_reset: 3,
      rollout_chunk: 3,
      rollout_member: 3,
      inbox: 3,
    });
    expect(await counts()).toMatchObject({ sending_count: 0, spent_token: 0, trusted_device: 0 });
    await empty();
  });

  it('never takes a factor that counts, nor one that a flow under way holds', async () => {
    const ann = await new Visitor(mfa).withSms();
    const ben = new Visitor(mfa);
    await ben.signIn();
    await ben.verifyEmail();
    await ben.enrollSms();
    await run(`update mfa.factor set created_at = now() - interval '400 days'`);
    await clear();
    await ben.answer(await ben.smsCode());
    await ann.signIn();
    expect(ann.flow?.step.kind).toBe('answer-challenge');
  });

  it('applies the resets that are due, each once, with four replicas at it (S13)', async () => {
    const people = await Promise.all(Array.from({ length: 3 }, () => new Visitor(mfa).withSms()));
    for (const person of people) {
      await person.account('POST', '/factor-reset', 'factor-reset', { actor: randomUUID() });
    }
    const [early, ...late] = people;
    const ids = late.map(({ accountId }) => accountId);
    await run(
      `update mfa.factor_reset set takes_effect_at = now() - interval '1 second' where account_id = any($1::uuid[])`,
      [ids],
    );
    await Promise.all(Array.from({ length: 4 }, () => clear()));
    for (const { accountId } of late) {
      expect(await mfa.sent.bodies('factor_reset.applied', accountId)).toHaveLength(1);
    }
    expect(await mfa.sent.bodies('factor_reset.applied', early!.accountId)).toEqual([]);
    await early!.signIn();
    expect(early!.flow?.step.kind).toBe('answer-challenge');
  });
});
