import type { AccountId } from '@postern/kernel';
import { usernameKey } from '../account/identifiers.js';
import type { AuditEntry } from '../audit/audit-record.js';
import type { OrganizationRole } from '../organization/acting-role.js';
import { countedMembers, Members, type Member, type MemberFilter } from '../organization/members.js';
import { Membership, mostMemberships, type MembershipFacts } from '../organization/membership.js';
import { Memberships, type OrganizationStanding } from '../organization/memberships.js';
import { Organization, type OrganizationFacts, type OrganizationId } from '../organization/organization.js';
import { Organizations, type OrganizationSummary, type SessionRequirement } from '../organization/organizations.js';
import { momentsOf, noRequirement } from '../session/requirement.js';
import type { HeldTo } from '../session/sessions.js';
import type { InMemoryAccounts, InMemoryCredentials } from './in-memory-accounts.js';
import type { InMemoryAuditRecord } from './in-memory-audit-record.js';
import type { InMemorySessions } from './in-memory-sessions.js';

const before = <Value>(a: Value, b: Value): number => (a < b ? -1 : a > b ? 1 : 0);
const nothingSaid: SessionRequirement = { ...noRequirement, revision: 0 };

export class InMemoryOrganizations extends Organizations {
  readonly stored = new Map<OrganizationId, OrganizationFacts>();
  readonly requirements = new Map<OrganizationId, SessionRequirement>();

  constructor(
    readonly accounts: InMemoryAccounts,
    readonly audit: InMemoryAuditRecord,
    readonly memberships = new Map<string, MembershipFacts>(),
  ) {
    super();
  }

  async add(organization: Organization, first: Membership | null): Promise<'added' | 'account-gone' | 'limit'> {
    if (first && !this.accounts.stored.has(first.facts.accountId)) return 'account-gone';
    if (first && this.isFull(first.facts.accountId)) return 'limit';
    this.stored.set(organization.id, organization.facts);
    if (first) this.memberships.set(keyOf(first.facts), first.facts);
    this.audit.entries.push(...organization.pullEvents(), ...(first?.pullEvents() ?? []));
    return 'added';
  }

  isFull(id: AccountId): boolean {
    return [...this.memberships.values()].filter(({ accountId }) => accountId === id).length >= mostMemberships;
  }

  async get(id: OrganizationId): Promise<{ organization: Organization; members: number } | undefined> {
    const facts = this.stored.get(id);
    return facts && { organization: Organization.restore(facts), members: this.summary(facts).members };
  }

  async save(organization: Organization): Promise<'saved' | 'overtaken'> {
    const { facts } = organization;
    if (this.stored.get(facts.id)?.version !== facts.version) return 'overtaken';
    this.stored.set(facts.id, { ...facts, version: facts.version + 1 });
    this.audit.entries.push(...organization.pullEvents());
    return 'saved';
  }

  async page(query: string, after: OrganizationId | null, limit: number): Promise<OrganizationSummary[]> {
    const sorted = this.sorted([...this.stored.values()]);
    const from = after === null ? 0 : sorted.findIndex(({ id }) => id === after) + 1;
    return sorted
      .slice(from)
      .filter(({ name }) => usernameKey(name).startsWith(usernameKey(query)))
      .slice(0, limit)
      .map((facts) => this.summary(facts));
  }

  async of(accountId: AccountId): Promise<(OrganizationSummary & { role: OrganizationRole })[]> {
    const mine = [...this.memberships.values()].filter((one) => one.accountId === accountId);
    return this.sorted(
      mine.flatMap((one) => {
        const facts = this.stored.get(one.organizationId);
        return facts ? [{ ...this.summary(facts), role: one.role }] : [];
      }),
    );
  }

  async require(id: OrganizationId, requirement: SessionRequirement, entry: AuditEntry): Promise<void> {
    if (!this.stored.has(id) || requirement.revision <= (this.requirements.get(id) ?? nothingSaid).revision) return;
    this.requirements.set(id, requirement);
    this.audit.entries.push(entry);
  }

  /** Lets sessions and sign-ins know of organizations. */
  reach(sessions: InMemorySessions, credentials: InMemoryCredentials): void {
    const mine = (id: AccountId) => [...this.memberships.values()].filter(({ accountId }) => accountId === id);
    credentials.organizationsOf = (id) => mine(id).map(({ organizationId }) => organizationId);
    sessions.heldToOf = ({ accountId, createdAt }) =>
      mine(accountId).reduce<HeldTo>(
        (held, { organizationId, joinedAt }) => {
          const requirement = this.requirements.get(organizationId) ?? nothingSaid;
          const { leastAal } = requirement;
          const since = momentsOf(requirement, createdAt).map((moment) => (moment < joinedAt ? joinedAt : moment));
          return {
            mfaSince: [...held.mfaSince, ...since],
            leastAal: leastAal > held.leastAal ? leastAal : held.leastAal,
          };
        },
        { mfaSince: [], leastAal: 'aal1' },
      );
  }

  private summary({ id, name, createdAt }: OrganizationFacts): OrganizationSummary {
    const members = [...this.memberships.values()].filter(({ organizationId }) => organizationId === id).length;
    return { id, name, createdAt, members };
  }

  private sorted<Named extends { name: string; id: string }>(named: Named[]): Named[] {
    return named.sort((a, b) => before(usernameKey(a.name), usernameKey(b.name)) || before(a.id, b.id));
  }
}

export const keyOf = ({ organizationId, accountId }: Pick<MembershipFacts, 'organizationId' | 'accountId'>): string =>
  `${organizationId} ${accountId}`;

export class InMemoryMemberships extends Memberships {
  constructor(private readonly organizations: InMemoryOrganizations) {
    super();
  }

  async add(membership: Membership): Promise<'added' | 'member-exists' | 'limit' | 'gone'> {
    const { facts } = membership;
    const { stored, accounts, memberships } = this.organizations;
    if (!stored.has(facts.organizationId) || !accounts.stored.has(facts.accountId)) return 'gone';
    if (memberships.has(keyOf(facts))) return 'member-exists';
    if (this.organizations.isFull(facts.accountId)) return 'limit';
    this.keep(membership);
    return 'added';
  }

  async get(organizationId: OrganizationId, accountId: AccountId): Promise<Membership | undefined> {
    const facts = this.organizations.memberships.get(keyOf({ organizationId, accountId }));
    return facts && Membership.restore(facts);
  }

  async standing(organizationId: OrganizationId, accountId: AccountId): Promise<OrganizationStanding | undefined> {
    const found = this.organizations.stored.get(organizationId);
    const role = this.organizations.memberships.get(keyOf({ organizationId, accountId }))?.role ?? null;
    return found && { organization: { id: found.id, name: found.name }, role };
  }

  async save(membership: Membership): Promise<'saved' | 'last-administrator' | 'not-found'> {
    const { facts } = membership;
    if (!this.organizations.memberships.has(keyOf(facts))) return 'not-found';
    if (facts.role !== 'administrator' && this.isLast(facts)) return 'last-administrator';
    this.keep(membership);
    return 'saved';
  }

  async remove(membership: Membership): Promise<'removed' | 'last-administrator' | 'not-found'> {
    const { facts } = membership;
    if (!this.organizations.memberships.has(keyOf(facts))) return 'not-found';
    if (this.isLast(facts)) return 'last-administrator';
    this.organizations.memberships.delete(keyOf(facts));
    this.organizations.audit.entries.push(...membership.pullEvents());
    return 'removed';
  }

  private keep(membership: Membership): void {
    this.organizations.memberships.set(keyOf(membership.facts), membership.facts);
    this.organizations.audit.entries.push(...membership.pullEvents());
  }

  private isLast({ organizationId, accountId }: MembershipFacts): boolean {
    const { accounts, memberships } = this.organizations;
    const able = [...memberships.values()].filter(
      (one) =>
        one.organizationId === organizationId &&
        one.role === 'administrator' &&
        accounts.stored.get(one.accountId)?.isActive,
    );
    return able.length === 1 && able[0]?.accountId === accountId;
  }
}

export class InMemoryMembers extends Members {
  constructor(private readonly organizations: InMemoryOrganizations) {
    super();
  }

  async page(organizationId: OrganizationId, filter: MemberFilter, after: string | null, limit: number) {
    return this.matching(organizationId, filter)
      .filter(({ username }) => after === null || usernameKey(username) > usernameKey(after))
      .slice(0, limit);
  }

  async count(organizationId: OrganizationId, filter: MemberFilter): Promise<number> {
    return Math.min(this.matching(organizationId, filter).length, countedMembers);
  }

  async get(organizationId: OrganizationId, accountId: AccountId): Promise<Member | undefined> {
    return this.matching(organizationId, {}).find((one) => one.accountId === accountId);
  }

  private matching(organizationId: OrganizationId, { query = '', role, state }: MemberFilter): Member[] {
    const { accounts, memberships, audit } = this.organizations;
    const all = [...memberships.values()].flatMap((one): Member[] => {
      const account = accounts.stored.get(one.accountId);
      if (!account || one.organizationId !== organizationId) return [];
      const { username, name, email, emailIsVerified: emailVerified, state: accountState } = account;
      const { accountId, joinedAt } = one;
      const signIns = audit.entries.filter((entry) => entry.accountId === accountId && entry.kind === 'session.issued');
      const lastSignInAt = signIns.at(-1)?.at ?? null;
      const standing = { role: one.role, state: accountState, installationRole: account.role };
      return [{ accountId, username, name, email, emailVerified, joinedAt, lastSignInAt, ...standing }];
    });
    const begins = (text: string) => usernameKey(text).startsWith(usernameKey(query));
    return all
      .filter((one) => [one.username, one.email, one.name.given, one.name.family].some(begins))
      .filter((one) => (!role || one.role === role) && (!state || one.state === state))
      .sort((a, b) => before(usernameKey(a.username), usernameKey(b.username)));
  }
}
