import { emailKey, usernameKey } from '../account/identifiers.js';
import type { ReadRow, RowProblem, RowStanding } from '../member-import/import-row.js';
import { MemberImport, type MemberImportFacts, type MemberImportId } from '../member-import/member-import.js';
import {
  MemberImportReports,
  MemberImports,
  rowsPerChunk,
  type ChunkStep,
  type RowInQuestion,
} from '../member-import/member-imports.js';
import type { RowDecision } from '../member-import/row-decision.js';
import type { OrganizationId } from '../organization/organization.js';
import type { InMemoryInvitations } from './in-memory-invitations.js';
import { keyOf, type InMemoryOrganizations } from './in-memory-organizations.js';

/** As slow as a store: whoever looks first and acts later is overtaken here as well. */
const trip = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const underWay = ({ state }: MemberImportFacts): boolean => state === 'receiving' || state === 'processing';

export class InMemoryMemberImports extends MemberImports {
  readonly stored = new Map<MemberImportId, MemberImportFacts>();
  readonly rows = new Map<MemberImportId, Map<number, ReadRow>>();
  /** What was left for the queue. */
  readonly messages: { importId: MemberImportId; fromRow: number }[] = [];
  private readonly seen = new Set<string>();

  constructor(
    readonly organizations: InMemoryOrganizations,
    readonly invitations: InMemoryInvitations,
  ) {
    super();
  }

  async receive({ facts }: MemberImport): Promise<'received' | 'running'> {
    await trip();
    const all = [...this.stored.values()];
    if (all.some((one) => one.organizationId === facts.organizationId && underWay(one))) return 'running';
    this.stored.set(facts.id, facts);
    this.rows.set(facts.id, new Map());
    return 'received';
  }

  async add(id: MemberImportId, rows: readonly ReadRow[]): Promise<'added' | 'gone'> {
    await trip();
    if (this.stored.get(id)?.state !== 'receiving') return 'gone';
    for (const row of rows) this.rows.get(id)?.set(numberOf(row), row);
    return 'added';
  }

  async start(
    id: MemberImportId,
    decide: (received: MemberImport, rows: number, refused: number) => void,
  ): Promise<MemberImportFacts | 'gone'> {
    await trip();
    const facts = this.stored.get(id);
    if (facts?.state !== 'receiving') return 'gone';
    this.refuseRepeated(id, 'username', ({ username }) => usernameKey(username));
    this.refuseRepeated(id, 'email', ({ email }) => emailKey(email));
    const lines = this.lines(id);
    const received = MemberImport.restore(facts);
    decide(received, lines.length, lines.filter(({ outcome }) => outcome === 'refused').length);
    this.keep(received);
    this.messages.push({ importId: id, fromRow: 2 });
    return received.facts;
  }

  async drop(id: MemberImportId): Promise<void> {
    await trip();
    if (this.stored.get(id)?.state !== 'receiving') return;
    this.stored.delete(id);
    this.rows.delete(id);
  }

  async advance(
    { id, fromRow, once, at }: ChunkStep,
    decide: (current: MemberImport, rows: readonly RowInQuestion[]) => RowDecision[],
  ): Promise<void> {
    await trip();
    const facts = this.stored.get(id);
    if (this.seen.has(once) || facts?.state !== 'processing') return;
    const current = MemberImport.restore(facts);
    const open = this.lines(id)
      .flatMap((line) => (line.outcome === 'read' && line.row.row >= fromRow ? [line.row] : []))
      .slice(0, rowsPerChunk)
      .map((row) => ({ row, standing: this.standingOf(facts.organizationId, row) }));
    const decided = decide(current, open);
    this.seen.add(once);
    for (const decision of decided) this.settle(id, decision);
    current.settle(
      decided.map(({ verdict }) => verdict.outcome),
      at,
    );
    this.keep(current);
    const last = open.at(-1);
    if (!current.isFinished && last) this.messages.push({ importId: id, fromRow: last.row.row + 1 });
  }

  /** In their order. */
  lines(id: MemberImportId): ReadRow[] {
    return [...(this.rows.get(id)?.values() ?? [])].sort((a, b) => numberOf(a) - numberOf(b));
  }

  private standingOf(organizationId: OrganizationId, row: { username: string; email: string }): RowStanding {
    const { accounts, memberships } = this.organizations;
    const all = [...accounts.stored.values()];
    const found = all.find((account) => account.emailKey === emailKey(row.email));
    return {
      holder: found
        ? {
            ...{ accountId: found.id, usernameKey: found.usernameKey, state: found.state },
            emailVerified: found.emailIsVerified,
            isMember: memberships.has(keyOf({ organizationId, accountId: found.id })),
          }
        : null,
      addressHeld: accounts.heldFor(emailKey(row.email)) !== undefined,
      usernameTaken: all.some((account) => account.usernameKey === usernameKey(row.username)),
    };
  }

  private settle(id: MemberImportId, { row, verdict, account, membership, invitation }: RowDecision): void {
    const { accounts, audit, memberships } = this.organizations;
    if (account) {
      accounts.stored.set(account.id, account);
      audit.entries.push(...account.pullEvents());
    }
    if (membership) {
      memberships.set(keyOf(membership.facts), membership.facts);
      audit.entries.push(...membership.pullEvents());
    }
    const open = [...this.invitations.stored.values()].some(
      (one) => invitation && emailKey(one.email) === invitation.emailKey && !one.acceptedAt && !one.revokedAt,
    );
    if (invitation && !open) {
      this.invitations.stored.set(invitation.facts.id, invitation.facts);
      audit.entries.push(...invitation.pullEvents());
    }
    const lines = this.rows.get(id);
    const line = lines?.get(row);
    if (verdict.outcome !== 'failed') lines?.delete(row);
    else if (line?.outcome === 'read') {
      const { field, reason } = verdict;
      lines?.set(row, { outcome: 'refused', problem: { row, username: line.row.username, field, reason } });
    }
  }

  private refuseRepeated(
    id: MemberImportId,
    field: 'username' | 'email',
    key: (row: { username: string; email: string }) => string,
  ): void {
    const seen = new Set<string>();
    for (const line of this.lines(id)) {
      if (line.outcome !== 'read') continue;
      const { row, username } = line.row;
      const problem: RowProblem = { row, username, field, reason: 'repeated' };
      if (seen.has(key(line.row))) this.rows.get(id)?.set(row, { outcome: 'refused', problem });
      seen.add(key(line.row));
    }
  }

  private keep(memberImport: MemberImport): void {
    this.stored.set(memberImport.id, memberImport.facts);
    this.organizations.audit.entries.push(...memberImport.pullEvents());
  }
}

const numberOf = (line: ReadRow): number => (line.outcome === 'read' ? line.row.row : line.problem.row);

export class InMemoryMemberImportReports extends MemberImportReports {
  constructor(private readonly imports: InMemoryMemberImports) {
    super();
  }

  async list(organizationId: OrganizationId, limit: number): Promise<MemberImportFacts[]> {
    return [...this.imports.stored.values()]
      .filter((one) => one.organizationId === organizationId && one.state !== 'receiving')
      .sort((a, b) => Number(b.startedAt) - Number(a.startedAt))
      .slice(0, limit);
  }

  async get(organizationId: OrganizationId, id: MemberImportId): Promise<MemberImportFacts | undefined> {
    return (await this.list(organizationId, Infinity)).find((one) => one.id === id);
  }

  /** Nothing here stops on its way. */
  async forget(startedBefore: Date): Promise<number> {
    const old = [...this.imports.stored.values()].filter(({ startedAt }) => startedAt < startedBefore);
    for (const { id } of old) {
      this.imports.stored.delete(id);
      this.imports.rows.delete(id);
    }
    return old.length;
  }

  async problems(id: MemberImportId, after: number, limit: number): Promise<RowProblem[]> {
    return this.imports
      .lines(id)
      .flatMap((line) => (line.outcome === 'refused' && line.problem.row > after ? [line.problem] : []))
      .slice(0, limit);
  }
}
