import { auditEntry, SealAudit, VerifyAuditChain, RetireAuditEntries, type AuditSeal } from '@postern/identity-domain';
import { auditChainContract } from '@postern/identity-domain/testing';
import { newId, SystemClock, type AccountId } from '@postern/kernel';
import { FixedClock } from '@postern/kernel/testing';
import { Database } from '@postern/platform';
import { createMigratedDatabase, testKeyring, type TestDatabase } from '@postern/platform/testing';
import { HmacAuditMacs } from '../crypto/hmac-audit-macs.js';
import { PgAuditChain } from './pg-audit-chain.js';
import { PgAuditRecord } from './pg-audit-record.js';
import { identitySchema } from './schema.js';

describe('The audit record on PostgreSQL', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let record: PgAuditRecord;
  let chain: PgAuditChain;

  beforeAll(async () => {
    testDatabase = await createMigratedDatabase(identitySchema);
    database = new Database(testDatabase.url);
    record = new PgAuditRecord(database);
    chain = new PgAuditChain(database);
  });

  afterAll(async () => {
    await database.onApplicationShutdown();
    await testDatabase.drop();
  });

  const sql = (text: string) => database.pool.query(text);
  /** As somebody who may change the schema could: around the trigger. */
  const tamper = async (text: string) => {
    await sql('alter table identity.audit disable trigger all');
    await sql(text);
    await sql('alter table identity.audit enable trigger all');
  };
  const empty = () => tamper('truncate identity.audit, identity.audit_seal, identity.audit_chain_end');
  const accountId = newId<AccountId>();
  const write = async (count: number) => {
    for (let written = 0; written < count; written++) {
      const facts = { kind: 'session.issued', accountId, at: new Date(), source: '192.0.2.7' } as const;
      await record.append(auditEntry({ ...facts, factor: { kind: 'totp', id: newId() }, details: { written } }));
    }
  };

  beforeEach(empty);

  describe('PgAuditChain', () => auditChainContract(async () => ({ chain, write })));

  it('S12: what was sealed before there were organizations stays verifiable, and to which one an entry belongs is sealed', async () => {
    const macs = new HmacAuditMacs(testKeyring());
    const verify = () => new VerifyAuditChain(chain, macs).execute();
    const [mine, other] = [newId(), newId()];
    const at = new Date();
    // The text of an entry without one is the very text of before.
    await write(1);
    const { rows } = await sql('select id::text from identity.audit');
    const [plain] = await chain.entries(rows.map(({ id }: { id: string }) => id));
    expect(JSON.parse(plain?.text ?? '')).toHaveLength(10);
    await record.append(auditEntry({ kind: 'member.joined', accountId, organizationId: mine, at }));
    await new SealAudit(chain, macs, new SystemClock()).execute();
    expect((await verify()).outcome).toBe('intact');
    for (const value of [`'${other}'`, 'null']) {
      await tamper(`update identity.audit set organization_id = ${value} where kind = 'member.joined'`);
      expect((await verify()).outcome).toBe('broken');
      await tamper(`update identity.audit set organization_id = '${mine}' where kind = 'member.joined'`);
    }
    await tamper(`update identity.audit set organization_id = '${mine}' where kind <> 'member.joined'`);
    expect((await verify()).outcome).toBe('broken');
  });

  it('S12 tampering: an entry is neither changed nor removed by a statement that nobody meant', async () => {
    await write(1);
    for (const statement of [
      "update identity.audit set source = 'elsewhere'",
      'delete from identity.audit',
      'truncate identity.audit',
    ]) {
      await expect(sql(statement)).rejects.toThrow(/append-only/);
    }
    expect(await record.ofAccount(accountId, 5)).toMatchObject([{ source: '192.0.2.7' }]);
  });

  describe('sealed', () => {
    const macs = new HmacAuditMacs(testKeyring());
    const verify = () => new VerifyAuditChain(chain, macs).execute();
    const seal = () => new SealAudit(chain, macs, new SystemClock()).execute();
    const ids = async () =>
      (await sql('select id::text as entry from identity.audit order by id')).rows.map(
        ({ entry }: { entry: string }) => entry,
      );

    it.each([
      ['who', `account_id = '${newId()}'`],
      ['the actor', `actor = '${newId()}'`],
      ['what', "kind = 'session.ended'"],
      ['when', "at = at + interval '1 microsecond'"],
      ['from where', "source = '198.51.100.1'"],
      ['the device', "device = 'Firefox on Linux'"],
      ['the factor', `factor = '{"kind": "sms", "id": null}'`],
      ['the application', "application = 'parcel-desk'"],
      ['the flow', `flow_id = '${newId()}'`],
      ['the details', "details = '{}'"],
    ])('tampering: changes of %s show, at the very entry', async (_what, change) => {
      await write(3);
      await seal();
      expect(await verify()).toMatchObject({ outcome: 'intact', entries: 3 });
      const [, entry] = await ids();
      await tamper(`update identity.audit set ${change} where id = ${entry}`);
      expect(await verify()).toEqual({ outcome: 'broken', at: { reason: 'entry-changed', seal: 1, entry } });
    });

    it('tampering: a removed entry, a removed seal and a cut tail show', async () => {
      for (const count of [2, 2, 2]) {
        await write(count);
        await seal();
      }
      const tail = await ids();
      await tamper(`delete from identity.audit where id = ${tail[5]}`);
      expect(await verify()).toMatchObject({ at: { reason: 'entry-removed', seal: 3, entry: tail[5] } });
      await tamper(
        `delete from identity.audit where id = ${tail[4]}; delete from identity.audit_seal where number = 3`,
      );
      expect(await verify()).toMatchObject({ at: { reason: 'tail-removed', seal: 3 } });
      await tamper('delete from identity.audit_seal where number = 1');
      expect(await verify()).toMatchObject({ at: { reason: 'seal-removed', seal: 1 } });
    });

    it('a gap that was never an entry is no damage', async () => {
      await write(2);
      await sql("select nextval(pg_get_serial_sequence('identity.audit', 'id')) from generate_series(1, 5000)");
      await write(2);
      expect(await seal()).toBe(4);
      expect(await verify()).toMatchObject({ outcome: 'intact', entries: 4 });
    });

    it('race: what commits late, below what was sealed, is sealed later', async () => {
      await write(1);
      await database.transaction(async (transaction) => {
        await new PgAuditRecord(transaction).append(
          auditEntry({ kind: 'password.accepted', accountId, at: new Date() }),
        );
        await write(2);
        expect(await seal()).toBe(3);
        expect(await seal()).toBe(0);
      });
      expect(await seal()).toBe(1);
      expect(await seal()).toBe(0);
      const [one, late] = (await chain.seals(0, 5)) as [AuditSeal, AuditSeal];
      expect(one.ids[1]).not.toBe(late.ids[0]);
      expect(Number(late.ids[0])).toBeLessThan(Number(one.ids[2]));
      expect(await verify()).toMatchObject({ outcome: 'intact', entries: 4, seals: 2 });
    });

    it('race: writers and two sealers at once leave one whole chain', async () => {
      const writers = Promise.all([write(60), write(60), write(60)]);
      let writing = true;
      const sealer = async () => {
        while (writing) await seal();
      };
      const sealers = [sealer(), sealer()];
      await writers;
      writing = false;
      await Promise.all(sealers);
      await seal();
      expect(await verify()).toMatchObject({ outcome: 'intact', entries: 180 });
    });

    it('is kept for as long as it must, and the chain holds from its anchor on', async () => {
      const retireAfter = (days: number) => {
        const clock = new FixedClock(new Date());
        clock.advance(days * 24 * 60 * 60);
        return new RetireAuditEntries(chain, macs, clock, 400).execute();
      };
      await write(3);
      await seal();
      expect(await retireAfter(399)).toBe(0);
      expect(await retireAfter(401)).toBe(1);
      expect(await ids()).toEqual([]);
      await write(2);
      await seal();
      expect(await verify()).toMatchObject({ outcome: 'intact', entries: 2, head: { number: 2 } });
    });
  });
});
