import { newId, type AccountId } from '@postern/kernel';
import { FixedClock } from '@postern/kernel/testing';
import { anAccount, atHome, noon } from '../testing/builders.js';
import { InMemoryAccounts, InMemoryCredentials } from '../testing/in-memory-accounts.js';
import { InMemoryAuditRecord } from '../testing/in-memory-audit-record.js';
import { InMemoryInvitations } from '../testing/in-memory-invitations.js';
import { InMemoryMemberImportReports, InMemoryMemberImports } from '../testing/in-memory-member-imports.js';
import { InMemoryOrganizations } from '../testing/in-memory-organizations.js';
import { anImportRow, asRead } from '../testing/member-imports.contract.js';
import { CountingHasher } from '../testing/passwords.js';
import { Organization } from '../organization/organization.js';
import { BeginMemberImport, type BeginMemberImportInput } from './begin-member-import.js';
import { ImportMembers } from './import-members.js';
import type { ReadRow } from './import-row.js';

const given = async () => {
  const audit = new InMemoryAuditRecord();
  const accounts = new InMemoryAccounts(audit);
  const organizations = new InMemoryOrganizations(accounts, audit);
  const invitations = new InMemoryInvitations(organizations);
  const imports = new InMemoryMemberImports(organizations, invitations);
  const acme = Organization.create('Acme', { actor: null, ...atHome }, noon);
  await organizations.add(acme, null);
  const clock = new FixedClock(noon);
  const beginImport = new BeginMemberImport(imports, clock);
  const importMembers = new ImportMembers(imports, new CountingHasher(), clock);
  const begin = (rows: AsyncIterable<readonly ReadRow[]>, wishes: Partial<BeginMemberImportInput> = {}) =>
    beginImport.execute({
      ...{ organizationId: acme.id, dryRun: false, actor: newId<AccountId>(), actorName: 'robin', locale: 'en' },
      ...{ by: 'administrator', origin: atHome, rows },
      ...wishes,
    });
  /** Until nothing is left to do, each message as often as `times`. */
  const work = async (times = 1, act: 'execute' | 'passOver' = 'execute') => {
    for (let next = imports.messages.shift(); next; next = imports.messages.shift()) {
      const messageId = newId();
      for (let time = 0; time < times; time += 1) await importMembers[act]({ ...next, messageId });
    }
  };
  const reports = new InMemoryMemberImportReports(imports);
  const credentials = new InMemoryCredentials(accounts);
  return { accounts, audit, imports, reports, credentials, begin, work, acme };
};

async function* batches(...all: ReadRow[][]) {
  for (const rows of all) yield rows;
}
const lines = (count: number) => asRead(...Array.from({ length: count }, (_, index) => anImportRow(index + 2)));

describe('An import of members', () => {
  it('goes from the file to the report, each line once, however often its message comes', async () => {
    const { begin, work, reports, acme, accounts } = await given();
    const rows = lines(600);
    const begun = await begin(batches(rows.slice(0, 500), rows.slice(500)));
    expect(begun).toMatchObject({ outcome: 'begun', memberImport: { state: 'processing', rows: 600 } });
    await work(3);
    expect(await reports.list(acme.id, 9)).toMatchObject([{ state: 'complete', processed: 600, created: 600 }]);
    expect(accounts.stored.size).toBe(600);
  });

  it('is one at a time in an organization', async () => {
    const { begin, work } = await given();
    const outcomes = await Promise.all([1, 2, 3].map(() => begin(batches(lines(2)))));
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['begun', 'running', 'running']);
    await work();
    expect(await begin(batches(lines(1)))).toMatchObject({ outcome: 'begun' });
  });

  it('leaves nothing of a file that breaks off', async () => {
    const { begin, imports } = await given();
    async function* broken() {
      yield lines(2);
      throw new Error('the client has gone');
    }
    await expect(begin(broken())).rejects.toThrow('the client has gone');
    expect([imports.stored.size, imports.messages]).toEqual([0, []]);
    expect(await begin(batches(lines(1)))).toMatchObject({ outcome: 'begun' });
  });

  it('refuses more than 200,000 lines, and reads no further', async () => {
    const { begin, imports } = await given();
    const thousand = lines(1000);
    let yielded = 0;
    async function* endless() {
      for (;;) {
        yielded += 1;
        yield thousand;
      }
    }
    expect(await begin(endless())).toEqual({ outcome: 'too-many-rows' });
    expect([yielded, imports.stored.size]).toEqual([201, 0]);
  });

  it('S1: who brings no password gets one that nobody knows', async () => {
    const { begin, work, credentials } = await given();
    const row = anImportRow(2, { passwordHash: null });
    await begin(batches(asRead(row)));
    await work();
    const made = await credentials.findByIdentifier(row.username);
    expect(made?.passwordHash).toBe(new CountingHasher().unusable());
  });

  it('an administrator’s word that an address is verified is no proof; that of an operator is taken', async () => {
    for (const by of ['administrator', 'operator'] as const) {
      const { begin, work, credentials } = await given();
      const row = anImportRow(2, { emailVerified: true });
      await begin(batches(asRead(row)), { by });
      await work();
      expect(await credentials.findByIdentifier(row.email)).toMatchObject({ emailVerified: by === 'operator' });
    }
  });

  it('S22 takeover: another’s account keeps its password, its name and its organizations', async () => {
    const { begin, work, credentials, accounts } = await given();
    const victim = anAccount();
    await accounts.add(victim);
    const before = await credentials.get(victim.id);
    const { username, email } = victim;
    await begin(batches(asRead(anImportRow(2, { username, email, role: 'administrator' }))));
    await work();
    expect(await credentials.get(victim.id)).toEqual(before);
  });

  it('goes on without lines that cannot be stored, and says so of each', async () => {
    const { begin, work, reports, acme, accounts } = await given();
    const begun = await begin(batches(lines(3)));
    await work(1, 'passOver');
    expect(accounts.stored.size).toBe(0);
    expect(await reports.list(acme.id, 9)).toMatchObject([{ state: 'complete-with-errors', failed: 3 }]);
    const { id } = (begun as Extract<typeof begun, { outcome: 'begun' }>).memberImport;
    expect((await reports.problems(id, 0, 9)).map(({ row, reason }) => [row, reason])).toEqual([
      ...[2, 3, 4].map((row) => [row, 'service-unavailable']),
    ]);
  });

  it('S9: the audit record has counts, and nothing of what the file says', async () => {
    const { begin, work, audit } = await given();
    const row = anImportRow(2);
    await begin(batches(asRead(row)));
    await work();
    const about = audit.entries.filter(({ kind }) => kind.startsWith('import.'));
    expect(about.map(({ kind, details }) => [kind, details])).toMatchObject([
      ['import.begun', { rows: 1, dryRun: false }],
      ['import.complete', { created: 1, joined: 0, invited: 0, unchanged: 0, failed: 0 }],
    ]);
    expect(JSON.stringify(audit.entries)).not.toContain(row.email);
    expect(JSON.stringify(audit.entries)).not.toContain('hash of');
  });
});
