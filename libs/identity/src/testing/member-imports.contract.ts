import { newId, secondsAfter, type AccountId } from '@postern/kernel';
import { unknownOrigin } from '../audit/audit-record.js';
import type { Account } from '../account/account.js';
import type { Credential } from '../account/credentials.js';
import type { PasswordHash } from '../account/password.js';
import type { ImportRow, ReadRow } from '../member-import/import-row.js';
import { MemberImport, type MemberImportFacts, type MemberImportId } from '../member-import/member-import.js';
import type { MemberImportReports, MemberImports, RowInQuestion } from '../member-import/member-imports.js';
import { decideOn, type RowDecision } from '../member-import/row-decision.js';
import type { OrganizationId } from '../organization/organization.js';
import { anAccount, aRegistration, atHome, noon } from './builders.js';
import { withOrganizations, type OrganizationStores } from './organizations.contract.js';

export interface MemberImportStores extends OrganizationStores {
  imports: MemberImports;
  reports: MemberImportReports;
  /** What was left for the queue, oldest first. */
  importMessages: () => Promise<{ importId: string; fromRow: number }[]>;
}

const unusable = 'nobody knows what this was made of' as PasswordHash;
const decision = { unusable, at: noon };

/** A line like no other one, save for what is asked for. */
export const anImportRow = (row: number, wishes: Partial<ImportRow> = {}): ImportRow => {
  const { username, email, name } = aRegistration();
  return {
    ...{ row, username, email, name, role: 'member', phone: null, locale: 'en', emailVerified: false },
    passwordHash: `hash of ${username}` as PasswordHash,
    ...wishes,
  };
};

export const asRead = (...rows: ImportRow[]): ReadRow[] => rows.map((row) => ({ outcome: 'read', row }));

/** What every MemberImports, with the MemberImportReports beside it, promises. */
export const memberImportsContract = (make: () => MemberImportStores): void => {
  const given = () => {
    const stores = withOrganizations(make()) as ReturnType<typeof withOrganizations> & MemberImportStores;
    const { imports } = stores;
    const receive = async (organizationId: OrganizationId, wishes: Partial<MemberImportFacts> = {}) => {
      const actor = newId<AccountId>();
      const about = {
        organizationId,
        dryRun: false,
        actor,
        actorName: 'robin',
        by: 'administrator',
        locale: 'en',
      } as const;
      const received = MemberImport.receive({ ...about, ...wishes }, noon);
      expect(await imports.receive(received)).toBe('received');
      return received.id;
    };
    const begin = async (
      organizationId: OrganizationId,
      rows: readonly ReadRow[],
      wishes: Partial<MemberImportFacts> = {},
    ) => {
      const id = await receive(organizationId, wishes);
      expect(await imports.add(id, rows)).toBe('added');
      await imports.start(id, (received, count, refused) => received.start(count, refused, atHome, noon));
      return id;
    };
    const advance = (
      id: MemberImportId,
      {
        fromRow = 2,
        once = newId(),
        decide = decideAll,
      }: { fromRow?: number; once?: string; decide?: typeof decideAll } = {},
    ) => imports.advance({ id, fromRow, once, at: noon }, decide);
    const members = async (id: OrganizationId) => stores.members.count(id, {});
    return { ...stores, receive, begin, advance, memberCount: members };
  };
  const decideAll = (current: MemberImport, rows: readonly RowInQuestion[]): RowDecision[] =>
    rows.map(({ row, standing }) => decideOn(current, row, standing, decision));

  it('takes a file in pieces, and tells of it when all of it is there', async () => {
    const { imports, reports, receive, organization, importMessages, audit } = given();
    const { id: organizationId } = await organization();
    const id = await receive(organizationId);
    await imports.add(id, asRead(anImportRow(2), anImportRow(3)));
    expect(await imports.add(id, asRead(anImportRow(4)))).toBe('added');
    expect([await reports.list(organizationId, 9), await reports.get(organizationId, id)]).toEqual([[], undefined]);
    const started = await imports.start(id, (received, rows, refused) => received.start(rows, refused, atHome, noon));
    expect(started).toMatchObject({ id, state: 'processing', rows: 3, processed: 0, failed: 0, startedAt: noon });
    expect(await reports.list(organizationId, 9)).toEqual([started]);
    expect(await reports.get(organizationId, id)).toEqual(started);
    expect(await importMessages()).toContainEqual({ importId: id, fromRow: 2 });
    expect(await audit.ofOrganization(organizationId, 1)).toMatchObject([
      { kind: 'import.begun', details: { import: id, rows: 3, dryRun: false }, ...atHome },
    ]);
  });

  it('race: of parallel imports of one organization exactly one is received, whatever others do', async () => {
    const { imports, organization, receive } = given();
    const [one, other] = [await organization(), await organization()];
    const about = {
      dryRun: false,
      actor: newId<AccountId>(),
      actorName: 'robin',
      by: 'operator',
      locale: 'en',
    } as const;
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () =>
        imports.receive(MemberImport.receive({ ...about, organizationId: one.id }, noon)),
      ),
    );
    expect(outcomes.sort()).toEqual(['received', ...Array(7).fill('running')]);
    await receive(other.id);
  });

  it('leaves nothing of a file that did not come to its end', async () => {
    const { imports, organization, receive } = given();
    const { id: organizationId } = await organization();
    const id = await receive(organizationId);
    await imports.add(id, asRead(anImportRow(2)));
    await imports.drop(id);
    expect(await imports.add(id, asRead(anImportRow(3)))).toBe('gone');
    expect(await imports.start(id, () => undefined)).toBe('gone');
    const again = await receive(organizationId);
    await imports.start(again, (received, rows, refused) => received.start(rows, refused, atHome, noon));
    await imports.drop(again);
    expect(await imports.receive(MemberImport.restore({ ...(await facts(again, organizationId)), id: newId() }))).toBe(
      'running',
    );
  });
  const facts = async (id: MemberImportId, organizationId: OrganizationId) =>
    (await make().reports.get(organizationId, id)) as MemberImportFacts;

  it('refuses names and addresses that an earlier line has, whatever their case, and tells of all that is refused by line', async () => {
    const { begin, organization, reports } = given();
    const { id: organizationId } = await organization();
    const first = anImportRow(2);
    const problem = { row: 6, username: '', field: '', reason: 'columns' } as const;
    const id = await begin(organizationId, [
      { outcome: 'refused', problem },
      ...asRead(
        anImportRow(5, { username: 'somebody.else', email: first.email.toUpperCase() }),
        first,
        anImportRow(4, { username: first.username.toUpperCase() }),
      ),
    ]);
    const refused = [
      { row: 4, username: first.username.toUpperCase(), field: 'username', reason: 'repeated' },
      { row: 5, username: 'somebody.else', field: 'email', reason: 'repeated' },
      problem,
    ];
    expect(await reports.problems(id, 0, 9)).toEqual(refused);
    expect(await reports.problems(id, 0, 2)).toEqual(refused.slice(0, 2));
    expect(await reports.problems(id, 5, 2)).toEqual(refused.slice(2));
    expect(await facts(id, organizationId)).toMatchObject({ rows: 4, processed: 3, failed: 3 });
  });

  it('makes accounts that are members, with all that their lines say, and records it', async () => {
    const { begin, advance, organization, credentials, accounts, memberships, audit } = given();
    const { id: organizationId } = await organization();
    const [full, bare] = [
      anImportRow(2, { role: 'administrator', phone: '555 0100', locale: 'es', emailVerified: true }),
      anImportRow(3, { passwordHash: null }),
    ];
    const id = await begin(organizationId, asRead(full, bare), { by: 'operator' });
    await advance(id);
    const made = (await credentials.findByIdentifier(full.username)) as Credential;
    expect(made).toMatchObject({
      ...{ email: full.email, emailVerified: true, state: 'active', passwordHash: full.passwordHash, locale: 'es' },
      ...{ role: null, credentialVersion: 1, passwordResetRequired: false, organizations: [organizationId] },
    });
    expect(await accounts.get(made.accountId)).toMatchObject({
      ...{ name: full.name, phone: '555 0100', address: null, createdAt: noon },
      notifications: { applications: { email: true, sms: true } },
    });
    expect((await memberships.get(organizationId, made.accountId))?.facts.role).toBe('administrator');
    expect(await credentials.findByIdentifier(bare.email)).toMatchObject({
      passwordHash: unusable,
      emailVerified: false,
    });
    expect(await facts(id, organizationId)).toMatchObject({ state: 'complete', rows: 2, processed: 2, created: 2 });
    const actor = (await facts(id, organizationId)).actor;
    expect((await audit.ofAccount(made.accountId, 9)).map(({ kind, actor: by }) => [kind, by])).toEqual([
      ['member.joined', actor],
      ['account.registered', actor],
    ]);
    expect(await audit.ofOrganization(organizationId, 1)).toMatchObject([
      { kind: 'import.complete', actor, ...unknownOrigin, details: { created: 2, joined: 0, failed: 0 } },
    ]);
  });

  it('asks whoever has an account, once, and keeps those who are members as they are', async () => {
    const { begin, advance, organization, person, join, invitations, memberCount } = given();
    const { id: organizationId } = await organization();
    const [member, stranger] = [await person(), await person()];
    await join(organizationId, member);
    const rows = () =>
      asRead(
        anImportRow(2, { email: member.email.toUpperCase(), role: 'administrator' }),
        anImportRow(3, { username: stranger.username, email: stranger.email }),
      );
    for (let time = 0; time < 2; time += 1) {
      const id = await begin(organizationId, rows());
      await advance(id);
      expect(await facts(id, organizationId)).toMatchObject({
        state: 'complete',
        invited: 1,
        unchanged: 1,
        created: 0,
      });
    }
    expect((await invitations.page(organizationId, null, 9)).map(({ facts: { email } }) => email)).toEqual([
      stranger.email,
    ]);
    expect(await memberCount(organizationId)).toBe(1);
  });

  it('joins an account for an operator when name and address agree, and asks whose address nobody has proven', async () => {
    const { begin, advance, organization, person, memberships, reports, accounts } = given();
    const { id: organizationId } = await organization();
    const [same, other, unproven] = [await person(), await person(), await person()];
    const proven = (await accounts.get(same.id)) as Account;
    proven.verifyEmail(same.email, noon);
    await accounts.save(proven);
    const rows = asRead(
      anImportRow(2, { username: same.username, email: same.email }),
      anImportRow(3, { email: other.email }),
      anImportRow(4, { username: unproven.username, email: unproven.email }),
    );
    const id = await begin(organizationId, rows, { by: 'operator' });
    await advance(id);
    const counts = { state: 'complete-with-errors', joined: 1, failed: 1, invited: 1 };
    expect(await facts(id, organizationId)).toMatchObject(counts);
    expect(await memberships.get(organizationId, same.id)).toBeDefined();
    expect(await memberships.get(organizationId, unproven.id)).toBeUndefined();
    expect(await reports.problems(id, 0, 9)).toMatchObject([{ row: 3, field: 'email', reason: 'taken' }]);
  });

  it('a dry run reports and stores nothing', async () => {
    const { begin, advance, organization, person, credentials, memberCount, invitations, reports } = given();
    const { id: organizationId } = await organization();
    const stranger = await person();
    const fresh = anImportRow(2);
    const rows = asRead(
      fresh,
      anImportRow(3, { username: stranger.username }),
      anImportRow(4, { email: stranger.email }),
    );
    const id = await begin(organizationId, rows, { dryRun: true });
    await advance(id);
    expect(await facts(id, organizationId)).toMatchObject({ state: 'complete-with-errors', created: 2, failed: 1 });
    expect(await reports.problems(id, 0, 9)).toMatchObject([{ row: 3, field: 'username', reason: 'taken' }]);
    expect(await credentials.findByIdentifier(fresh.username)).toBeUndefined();
    expect([await memberCount(organizationId), await invitations.page(organizationId, null, 9)]).toEqual([0, []]);
  });

  it('goes on by a message of its own, 250 lines at a time', async () => {
    const { begin, advance, organization, importMessages, memberCount } = given();
    const { id: organizationId } = await organization();
    const id = await begin(
      organizationId,
      asRead(...Array.from({ length: 260 }, (_, index) => anImportRow(index + 2))),
    );
    const left = async () =>
      (await importMessages()).filter(({ importId }) => importId === id).map(({ fromRow }) => fromRow);
    await advance(id);
    expect(await facts(id, organizationId)).toMatchObject({ state: 'processing', processed: 250, created: 250 });
    expect(await left()).toEqual([2, 252]);
    await advance(id, { fromRow: 252 });
    expect(await facts(id, organizationId)).toMatchObject({ state: 'complete', processed: 260, created: 260 });
    expect(await left()).toEqual([2, 252]);
    expect(await memberCount(organizationId)).toBe(260);
  });

  it('a message that comes again, also under another id, does nothing twice', async () => {
    const { begin, advance, organization, memberCount, audit } = given();
    const { id: organizationId } = await organization();
    const id = await begin(organizationId, asRead(anImportRow(2), anImportRow(3)));
    const once = newId();
    await Promise.all([advance(id, { once }), advance(id, { once }), advance(id)]);
    await advance(id, { once });
    await advance(id);
    expect(await facts(id, organizationId)).toMatchObject({ state: 'complete', processed: 2, created: 2 });
    expect(await memberCount(organizationId)).toBe(2);
    const kinds = (await audit.ofOrganization(organizationId, 20)).map(({ kind }) => kind).sort();
    expect(kinds.filter((kind) => kind === 'import.complete')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'member.joined')).toHaveLength(2);
  });

  it('race: of an import and registrations that want the same names and addresses each is had once', async () => {
    const { begin, advance, organization, accounts, credentials, reports } = given();
    const { id: organizationId } = await organization();
    const rows = Array.from({ length: 20 }, (_, index) => anImportRow(index + 2));
    const id = await begin(organizationId, asRead(...rows), { by: 'operator' });
    let registrations: Promise<unknown>[] = [];
    const decide: typeof decideAll = (current, open) => {
      // Others are let in just after it was looked.
      if (registrations.length === 0) {
        registrations = rows.map(({ username, email, row }) =>
          accounts.add(row % 2 === 0 ? anAccount({ username: username.toUpperCase() }) : anAccount({ email })),
        );
      }
      return decideAll(current, open);
    };
    await advance(id, { decide });
    await Promise.all(registrations);
    const { created, failed, processed } = await facts(id, organizationId);
    expect([created + failed, processed]).toEqual([20, 20]);
    const problems = await reports.problems(id, 0, 99);
    expect(problems).toHaveLength(failed);
    for (const { username, email, row } of rows) {
      const refused = problems.find((problem) => problem.row === row);
      const found = await credentials.findByIdentifier(username);
      expect(refused ? ['taken', undefined] : [undefined, email]).toEqual([refused?.reason, found?.email]);
    }
  });

  it('S22: nobody sees an import of another organization', async () => {
    const { begin, organization, reports } = given();
    const [mine, other] = [await organization(), await organization()];
    const id = await begin(other.id, asRead(anImportRow(2)));
    expect([await reports.get(mine.id, id), await reports.list(mine.id, 9)]).toEqual([undefined, []]);
    expect(await reports.get(mine.id, newId())).toBeUndefined();
  });

  it('forgets an import with its lines when its time has come, and not before', async () => {
    const { begin, advance, organization, reports } = given();
    const { id: organizationId } = await organization();
    const problem = { row: 2, username: 'x', field: 'username', reason: 'too-short' } as const;
    const id = await begin(organizationId, [{ outcome: 'refused', problem }]);
    await advance(id);
    await reports.forget(noon);
    expect(await reports.problems(id, 0, 9)).toEqual([problem]);
    expect(await reports.forget(secondsAfter(noon, 1))).toBeGreaterThanOrEqual(1);
    expect([await reports.list(organizationId, 9), await reports.problems(id, 0, 9)]).toEqual([[], []]);
  });

  it('lists the newest first', async () => {
    const { imports, organization, reports } = given();
    const { id: organizationId } = await organization();
    const ids: MemberImportId[] = [];
    for (const seconds of [0, 60, 120]) {
      const about = {
        organizationId,
        dryRun: true,
        actor: newId<AccountId>(),
        actorName: 'r',
        by: 'operator',
        locale: 'en',
      } as const;
      const received = MemberImport.receive(about, secondsAfter(noon, seconds));
      await imports.receive(received);
      await imports.start(received.id, (current, rows, refused) => current.start(rows, refused, atHome, noon));
      await imports.advance({ id: received.id, fromRow: 2, once: newId(), at: noon }, decideAll);
      ids.unshift(received.id);
    }
    expect((await reports.list(organizationId, 2)).map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect((await reports.list(organizationId, 9))[0]).toMatchObject({ state: 'complete', rows: 0, finishedAt: noon });
  });
};
