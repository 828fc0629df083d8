import { newId } from '@postern/kernel';
import { QueueSender } from '@postern/platform';
import { eventually } from '@postern/platform/testing';
import { Mailbox } from '../testing/mailbox.js';
import { codeOf, Resident } from '../testing/resident.js';
import { aPerson, caller, runIdentity, type RunningIdentity } from '../testing/running-identity.js';

describe('Housekeeping', () => {
  let identity: RunningIdentity;
  let mailbox: Mailbox;
  beforeAll(async () => {
    identity = await runIdentity();
    mailbox = new Mailbox(identity);
  });
  afterAll(async () => {
    await mailbox.close();
    await identity.stop();
  });

  const sql = async <Row extends object>(text: string, ...values: unknown[]) =>
    (await identity.database.pool.query<Row>(text, values)).rows;
  const register = async () => {
    const call = { method: 'POST', path: '/internal/accounts', body: aPerson(), caller } as const;
    return (await identity.client.call<{ id: string }>(call)).id;
  };
  const there = async (id: string) => (await sql('select from identity.account where id = $1', id)).length === 1;
  /** A run of the schedule, and with `times` as many at the same moment. */
  const clear = async (times = 1) => {
    const sender = identity.app.get(QueueSender, { strict: false });
    const mark = newId();
    await sender.send(
      Array.from(
        { length: times },
        () => ({ id: newId(), queue: 'identity', name: 'clear-expired', body: {} }) as const,
      ),
    );
    const body = { accountId: mark, flowId: null, source: null, at: new Date().toISOString() };
    await sender.send([{ id: newId(), queue: 'identity', name: 'enrollment.postponed', body }]);
    await eventually(async () => (await sql('select from identity.audit where account_id = $1', mark)).length === 1);
  };
  const deleted = (id: string) => mailbox.toldMfa(id, 'account.deleted');

  it('deletes a closed account after its grace, tells the second factor once, and keeps the audit record', async () => {
    const [due, waiting] = [await Resident.register(identity), await Resident.register(identity)];
    for (const somebody of [due, waiting]) await somebody.call('POST', '/internal/account/closure');
    const { token } = await mailbox.last(due.email, 'account-closed');
    await sql(`update identity.account set closed_at = now() - interval '30 days' where id = $1`, due.id);
    await sql(`update identity.account set closed_at = now() - interval '29 days 23 hours' where id = $1`, waiting.id);
    await clear(3);
    expect([await there(due.id), await there(waiting.id)]).toEqual([false, true]);
    await eventually(async () => (await deleted(due.id)).length === 1);
    expect(await due.kinds()).toEqual(
      expect.arrayContaining(['account.registered', 'account.closed', 'account.deleted']),
    );
    expect((await due.kinds()).filter((kind) => kind === 'account.deleted')).toHaveLength(1);
    expect(await codeOf(due.call('POST', '/internal/notices/disavowals', { token }))).toBe('link.unknown');
    for (const table of ['session', 'notice', 'password_reset', 'email_change']) {
      expect(await sql(`select from identity.${table} where account_id = $1`, due.id)).toEqual([]);
    }
  });

  it('deletes accounts that were never verified nor used, and no other', async () => {
    const old = `update identity.account set added_at = now() - interval '31 days' where id = $1`;
    const [unused, young, verified, enrolled, operator] = await Promise.all(Array.from({ length: 5 }, register));
    const visitor = await Resident.register(identity);
    for (const id of [unused, verified, enrolled, operator, visitor.id]) await sql(old, id);
    await sql('update identity.account set email_verified_at = now() where id = $1', verified);
    await sql(`update identity.account set role = 'operator' where id = $1`, operator);
    const body = { accountId: enrolled, flowId: null, source: null, at: new Date().toISOString() };
    const factor = { factorId: newId(), kind: 'totp', notify: [], destination: null };
    await identity.app
      .get(QueueSender, { strict: false })
      .send([{ id: newId(), queue: 'identity', name: 'factor.activated', body: { ...body, ...factor } }]);
    await clear();
    // What showed that somebody was here goes in its time, and must not take the account along.
    await sql('delete from identity.session where account_id = $1', visitor.id);
    await clear();
    const all = [unused, young, verified, enrolled, operator, visitor.id].map((id) => there(id!));
    expect(await Promise.all(all)).toEqual([false, true, true, true, true, true]);
  });

  it('clears links and messages that have had their time, and none that somebody may still ask about', async () => {
    const somebody = await Resident.register(identity);
    await somebody.call('PUT', '/internal/account/phone', { phone: '555 0188' });
    await somebody.call('PUT', '/internal/account/phone', { phone: '555 0189' });
    const notices = await sql<{ id: string }>('select id from identity.notice where account_id = $1', somebody.id);
    expect(notices).toHaveLength(2);
    await sql(`update identity.notice set expires_at = now() - interval '9 days' where id = $1`, notices[0]?.id);
    await sql(`insert into identity.inbox values ('old', now() - interval '40 days'), ('young', now())`);
    await clear();
    expect(await sql('select id from identity.notice where account_id = $1', somebody.id)).toEqual([notices[1]]);
    expect(await sql(`select message_id from identity.inbox where message_id in ('old', 'young')`)).toEqual([
      { message_id: 'young' },
    ]);
  });
});
