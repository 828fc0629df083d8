import type { AccountId } from '@postern/kernel';
import type { OrganizationId } from '../ids.js';
import { MemberCopies, type Member, type WordOfMembers } from '../member/member-copies.js';

export class InMemoryMemberCopies extends MemberCopies {
  private readonly known = new Map<string, { member: Member | null; revision: number }>();

  async take({ organizationId, members, left, revision }: WordOfMembers): Promise<void> {
    for (const member of members) this.note(organizationId, member.accountId, member, revision);
    for (const accountId of left) this.note(organizationId, accountId, null, revision);
  }

  async page(organizationId: OrganizationId, after: AccountId | null, limit: number): Promise<Member[]> {
    return [...this.known]
      .filter(([key]) => key.startsWith(`${organizationId} `))
      .flatMap(([, { member }]) => member ?? [])
      .sort((one, other) => (one.accountId < other.accountId ? -1 : 1))
      .filter(({ accountId }) => after === null || accountId > after)
      .slice(0, limit);
  }

  private note(organizationId: OrganizationId, accountId: AccountId, member: Member | null, revision: number): void {
    const key = `${organizationId} ${accountId}`;
    const before = this.known.get(key);
    if (!before || before.revision < revision) this.known.set(key, { member, revision });
  }
}
