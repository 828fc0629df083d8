import type { MessageBody, MessageNameOf } from '@postern/contracts';
import { newId, type AccountId } from '@postern/kernel';
import { QueueSender } from '@postern/platform';
import { eventually, queueBackends } from '@postern/platform/testing';
import { PgAuditRecord } from '../postgres/pg-audit-record.js';
import { PgCredentials } from '../postgres/pg-credentials.js';
import { aPerson, caller, runIdentity, type RunningIdentity } from '../testing/running-identity.js';

type EventName = MessageNameOf<'identity'>;

describe.each(queueBackends())('IdentityConsumer on $name', ({ url }) => {
  let identity: RunningIdentity;
  const person = aPerson();
  let accountId: AccountId;

  beforeAll(async () => {
    identity = await runIdentity({}, (databaseUrl) => url({ url: databaseUrl, drop: async () => undefined }));
    const body = { method: 'POST', path: '/internal/accounts', body: person, caller } as const;
    accountId = (await identity.client.call<{ id: AccountId }>(body)).id;
  });
  afterAll(() => identity.stop());

  const send = async <Name extends EventName>(
    name: Name,
    wishes: Partial<MessageBody<'identity', Name>>,
    id = newId(),
  ) => {
    const body = { accountId, flowId: newId(), source: '192.0.2.9', at: new Date().toISOString(), ...wishes };
    await identity.app.get(QueueSender, { strict: false }).send([{ id, queue: 'identity', name, body }]);
  };
  const entries = async (kind: EventName) =>
    (await new PgAuditRecord(identity.database).ofAccount(accountId, 100)).filter((entry) => entry.kind === kind);
  const verified = async () => (await new PgCredentials(identity.database).get(accountId))?.emailVerified;

  it('R2: notes the proof of another address, and leaves the account as it was', async () => {
    await send('email.verified', { address: 'other@example.org' });
    await eventually(async () => (await entries('email.verified')).length === 1);
    expect(await verified()).toBe(false);
  });

  it("marks the account's own address as verified", async () => {
    await send('email.verified', { address: person.email });
    await eventually(verified);
  });

  it('S12: records what happened to which factor, from where', async () => {
    const factorId = newId();
    const names = ['factor.activated', 'factor.disabled', 'challenge.rejected', 'challenge.locked'] as const;
    for (const name of names) await send(name, { factorId, kind: 'sms' });
    await send('enrollment.postponed', {});
    for (const name of names) {
      const [entry] = await eventually(async () => {
        const found = await entries(name);
        return found.length > 0 ? found : undefined;
      });
      expect(entry).toMatchObject({ source: '192.0.2.9', factor: { kind: 'sms', id: factorId } });
    }
    await eventually(async () => (await entries('enrollment.postponed')).length === 1);
  });

  it('records a redelivered event once', async () => {
    const id = newId();
    const before = (await entries('challenge.locked')).length;
    for (let delivery = 0; delivery < 3; delivery++) {
      await send('challenge.locked', { factorId: newId(), kind: 'totp' }, id);
      await eventually(async () => (await entries('challenge.locked')).length > before);
    }
    // Messages are taken in order: when the next one is there, the last redelivery has been dealt with.
    await send('challenge.locked', { factorId: newId(), kind: 'email' });
    await eventually(async () => (await entries('challenge.locked')).length === before + 2);
  });
});
