import type { AccountId } from '@postern/kernel';
import { MemberStandings, type AfterMember, type Measure, type StandingCounts } from '../adoption/member-standings.js';
import { hoursBetweenReminders, Reminders, type Reminder } from '../adoption/reminders.js';
import { standingOf, type MemberStanding, type MethodFacts, type Standing } from '../adoption/standing.js';
import { enrollableKinds } from '../factor/factor-kind.js';
import type { OrganizationId } from '../ids.js';
import type { MemberCopies } from '../member/member-copies.js';

export class InMemoryMemberStandings extends MemberStandings {
  constructor(
    private readonly copies: MemberCopies,
    private readonly facts: ReadonlyMap<AccountId, MethodFacts>,
  ) {
    super();
  }

  async counts(measure: Measure): Promise<StandingCounts> {
    const all = await this.all(measure);
    const of = (standing: Standing) => all.filter((one) => one.standing === standing).length;
    const byKind: StandingCounts['byKind'] = {};
    for (const kind of enrollableKinds) {
      const count = all.filter(({ kinds }) => kinds.includes(kind)).length;
      if (count > 0) byKind[kind] = count;
    }
    return {
      members: all.length,
      byStanding: {
        enrolled: of('enrolled'),
        'account-disabled': of('account-disabled'),
        blocked: of('blocked'),
        postponed: of('postponed'),
        'no-verified-address': of('no-verified-address'),
        'not-asked': of('not-asked'),
      },
      byKind,
      blockedWithoutAddress: all.filter(({ standing, addressVerified }) => standing === 'blocked' && !addressVerified)
        .length,
      ready: all.filter(({ standing, member }) => standing === 'enrolled' && member.state === 'active').length,
      leftOut: all.filter(({ member }) => member.state !== 'active').length,
    };
  }

  async page(
    measure: Measure,
    { standing, after, limit }: { standing: Standing | null; after: AfterMember | null; limit: number },
  ) {
    const key = ({ username, accountId }: AfterMember) => `${username}\0${accountId}`;
    const found = (await this.all(measure))
      .filter((one) => standing === null || one.standing === standing)
      .filter(({ member }) => after === null || key(member) > key(after))
      .sort((one, other) => (key(one.member) < key(other.member) ? -1 : 1));
    const members = found.slice(0, limit);
    const last = members.at(-1)?.member;
    return { members, next: found.length > limit && last ? last : null };
  }

  async without(measure: Measure, { after, limit }: { after: AccountId | null; limit: number }) {
    const found = (await this.all(measure))
      .filter(({ standing }) => standing !== 'enrolled' && standing !== 'account-disabled')
      .filter(({ member }) => after === null || member.accountId > after);
    const members = found.slice(0, limit);
    return { members, next: found.length > limit ? (members.at(-1)?.member.accountId ?? null) : null };
  }

  private async all({ organizationId, policy, at }: Measure): Promise<MemberStanding[]> {
    const members = await this.copies.page(organizationId, null, Number.MAX_SAFE_INTEGER);
    return members.map((member) => {
      const nothing: MethodFacts = { kinds: [], postponements: 0, hasVerifiedAddress: false };
      const facts = this.facts.get(member.accountId) ?? nothing;
      const { kinds, postponements } = facts;
      return { member, kinds, postponements, ...standingOf(member, facts, policy, at) };
    });
  }
}

export class InMemoryReminders extends Reminders {
  readonly begun: Reminder[] = [];

  async begin(reminder: Reminder): Promise<'begun' | 'too-soon'> {
    const last = this.last(reminder.organizationId);
    const tooSoon = last && reminder.startedAt.getTime() - last.getTime() < hoursBetweenReminders * 3_600_000;
    if (tooSoon) return 'too-soon';
    this.begun.push(reminder);
    return 'begun';
  }

  async lastAt(organizationId: OrganizationId): Promise<Date | null> {
    return this.last(organizationId);
  }

  private last(organizationId: OrganizationId): Date | null {
    return this.begun.findLast((reminder) => reminder.organizationId === organizationId)?.startedAt ?? null;
  }
}
