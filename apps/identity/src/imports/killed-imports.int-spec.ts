import type { ChildProcess } from 'node:child_process';
import { jest } from '@jest/globals';
import {
  MemberImport,
  Organization,
  type ImportRow,
  type MemberImportFacts,
  type OrganizationId,
  type PasswordHash,
} from '@postern/identity-domain';
import { asRead, atHome } from '@postern/identity-domain/testing';
import { newId, Redacted, type AccountId } from '@postern/kernel';
import { Inbox, openQueueConnection, Outbox } from '@postern/platform';
import { eventually, faultBackends } from '@postern/platform/testing';
import { Queue, type ConnectionOptions } from 'bullmq';
import { PgOrganizations } from '../postgres/pg-organizations.js';
import { IdentityProcesses } from '../testing/identity-processes.js';
import { PgMemberImportReports } from './pg-member-import-reports.js';
import { PgMemberImports } from './pg-member-imports.js';

jest.setTimeout(180_000);
const rows = 3_000;
const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, count * 1_000));

describe.each(faultBackends())('An import while identity dies, on $name', ({ url }) => {
  let identity: IdentityProcesses;
  beforeEach(async () => {
    identity = await IdentityProcesses.on(url);
  });
  afterEach(() => identity.end());

  const sql = async <Row extends object>(text: string, ...values: unknown[]) =>
    (await identity.database.pool.query<Row>(text, values)).rows;

  /** A file that has come, and waits in the outbox for somebody who deals with it. */
  const begin = async (lines: readonly ImportRow[], wishes: Partial<MemberImportFacts> = {}) => {
    const { database } = identity;
    const now = new Date();
    const acme = Organization.create('Acme', { actor: null, ...atHome }, now);
    await new PgOrganizations(database).add(acme, null);
    const outbox = new Outbox('identity', { wake: () => undefined } as never);
    // Nothing is decided here.
    const imports = new PgMemberImports(database, new Inbox('identity'), outbox, undefined as never);
    const about = { organizationId: acme.id, dryRun: false, actor: newId<AccountId>(), actorName: 'robin' };
    const received = MemberImport.receive({ ...about, by: 'operator', locale: 'en', ...wishes }, now);
    await imports.receive(received);
    for (let from = 0; from < lines.length; from += 500) {
      await imports.add(received.id, asRead(...lines.slice(from, from + 500)));
    }
    await imports.start(received.id, (current, count, refused) => current.start(count, refused, atHome, now));
    const facts = async () =>
      (await new PgMemberImportReports(database).get(acme.id as OrganizationId, received.id)) as MemberImportFacts;
    const done = () =>
      eventually(async () => {
        const found = await facts();
        return found.finishedAt ? found : undefined;
      }, 120_000);
    return { organizationId: acme.id, id: received.id, facts, done };
  };
  const line = (row: number, wishes: Partial<ImportRow> = {}): ImportRow => ({
    ...{
      row,
      username: `member.${row}`,
      email: `member.${row}@example.org`,
      name: { given: 'Wren', family: 'Tanaka' },
    },
    ...{ role: 'member', phone: null, locale: 'en', emailVerified: false },
    passwordHash: '$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW' as PasswordHash,
    ...wishes,
  });
  const lines = (count: number) => Array.from({ length: count }, (_, index) => line(index + 2));

  it('S5 kill -9: nobody is lost and nobody made twice, whoever dies when', async () => {
    const { organizationId, id, facts, done } = await begin(lines(rows));
    let children: ChildProcess[] = await Promise.all([identity.start(), identity.start()]);
    for (let death = 1; death <= 3; death += 1) {
      await eventually(async () => (await facts()).processed >= Math.min(death * 500, rows), 60_000);
      await Promise.all(children.map((child) => identity.kill(child)));
      await seconds(0.2);
      children = [await identity.start()];
    }
    expect(await done()).toMatchObject({ state: 'complete', rows, processed: rows, created: rows, failed: 0 });
    const count = async (text: string) => Number((await sql<{ count: string }>(text, organizationId))[0]?.count);
    expect(await count('select count(*) from identity.membership where organization_id = $1')).toBe(rows);
    const kinds = `select count(*) from identity.audit where organization_id = $1 and kind =`;
    expect(await count(`${kinds} 'member.joined'`)).toBe(rows);
    expect(await count(`${kinds} 'import.complete'`)).toBe(1);
    expect(await sql('select from identity.member_import_row where import_id = $1', id)).toEqual([]);
  });

  it('a line that cannot be stored takes its chunk along, and nothing else', async () => {
    // A defect of ours that nobody foresaw.
    await sql(`alter table identity.account add constraint no_member_300 check (username <> 'member.300')`);
    const { facts, done, id } = await begin(lines(600));
    const child = await identity.start();
    expect(await done()).toMatchObject({ state: 'complete-with-errors', created: 350, failed: 250 });
    const problems = await new PgMemberImportReports(identity.database).problems(id, 0, 999);
    expect(new Set(problems.map(({ reason }) => reason))).toEqual(new Set(['service-unavailable']));
    expect(problems.map(({ row }) => row)).toEqual(Array.from({ length: 250 }, (_, index) => index + 252));
    expect((await facts()).processed).toBe(600);
    await identity.kill(child);
    expect(identity.logs.join('\n')).not.toContain('member.3');
  });

  it('S9 canary: hashes and personal data are in no log, no message to itself, no dead letter, and no row that is done with', async () => {
    const secret = {
      ...{ username: 'canary.name', email: 'canary.mail@example.org', phone: '555 canary' },
      name: { given: 'Canarygiven', family: 'Canaryfamily' },
      passwordHash: '$2b$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui' as PasswordHash,
    };
    const taken = line(4, { ...secret, username: 'member.3', email: 'canary.other@example.org' });
    await sql(`alter table identity.account add constraint no_canary check (phone <> '555 canary')`);
    const { done } = await begin([line(2, secret)]);
    await identity.start();
    expect(await done()).toMatchObject({ failed: 1 });
    await sql('alter table identity.account drop constraint no_canary');
    const again = await begin([line(2, secret), line(3), { ...taken, username: 'canary.name.2' }]);
    expect(await again.done()).toMatchObject({ created: 3 });
    const words = /canary|5s2v8/i;
    expect(identity.logs.join('\n')).not.toMatch(words);
    expect(identity.logs.length).toBeGreaterThan(3);
    const { connection, close } = openQueueConnection(new Redacted(identity.queueUrl));
    const queue = new Queue('identity', { connection: connection as ConnectionOptions });
    expect(JSON.stringify((await queue.getJobs()).map((job) => job.toJSON()))).not.toMatch(words);
    await queue.close();
    await close();
    const left = await sql<{ text: string }>(
      `select r::text as text from identity.member_import_row r union all select i::text from identity.member_import i
       union all select b::text from identity.inbox b union all select o::text from identity.outbox o where queue = 'identity'`,
    );
    // The report says whose line was not taken, and no more.
    expect(left.map(({ text }) => text.replace('canary.name', '')).join('\n')).not.toMatch(words);
    const audit = await sql<{ text: string }>('select a::text as text from identity.audit a');
    expect(audit.map(({ text }) => text).join('\n')).not.toMatch(words);
  });
});
