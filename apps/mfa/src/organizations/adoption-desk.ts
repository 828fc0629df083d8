import type { AdoptionMembers, adoptionMembersQuery, MfaAdoption, SentReminder } from '@postern/contracts';
import { Clock } from '@postern/kernel';
import {
  EffectivePolicies,
  MemberStandings,
  Reminders,
  SendReminder,
  type Administrator,
  type Measure,
  type MemberStanding,
} from '@postern/mfa-domain';
import { Problem } from '@postern/platform';
import type { z } from 'zod';
import { momentOf } from '../http/factor-views.js';
import { memberCursor, memberIn } from './member-cursor.js';

/** A file is read in pages of so many members. */
const perPage = 1000;

/** How far the members have come, in the words of the interface. */
export class AdoptionDesk {
  constructor(
    private readonly policies: EffectivePolicies,
    private readonly standings: MemberStandings,
    private readonly reminders: Reminders,
    private readonly sendReminder: SendReminder,
    private readonly clock: Clock,
  ) {}

  async report(administrator: Administrator): Promise<MfaAdoption> {
    const measure = await this.measure(administrator);
    const [counts, lastReminderAt] = await Promise.all([
      this.standings.counts(measure),
      this.reminders.lastAt(measure.organizationId),
    ]);
    const { enrolled, ...notEnrolled } = counts.byStanding;
    return {
      members: counts.members,
      enrolled,
      byKind: counts.byKind,
      notEnrolled,
      lastReminderAt: momentOf(lastReminderAt),
      asOf: measure.at.toISOString(),
    };
  }

  async members(
    administrator: Administrator,
    { standing, cursor, limit }: z.output<typeof adoptionMembersQuery>,
  ): Promise<AdoptionMembers> {
    const wanted = { standing: standing ?? null, after: memberIn(cursor), limit };
    const page = await this.standings.page(await this.measure(administrator), wanted);
    return { members: page.members.map(shown), nextCursor: page.next && memberCursor(page.next) };
  }

  /** All of them, however many: a page at a time. */
  async *everybody(administrator: Administrator): AsyncGenerator<AdoptionMembers['members'][number]> {
    const measure = await this.measure(administrator);
    let after: Parameters<MemberStandings['page']>[1]['after'] = null;
    do {
      const page: Awaited<ReturnType<MemberStandings['page']>> = await this.standings.page(measure, {
        standing: null,
        after,
        limit: perPage,
      });
      yield* page.members.map(shown);
      after = page.next;
    } while (after);
  }

  /** @throws Problem `reminder.too_soon` */
  async remind(administrator: Administrator): Promise<SentReminder> {
    const reminder = await this.sendReminder.execute(administrator);
    if (reminder === 'too-soon') throw new Problem('reminder.too_soon');
    return { members: reminder.members, startedAt: reminder.startedAt.toISOString() };
  }

  private async measure(administrator: Administrator): Promise<Measure> {
    const policy = await this.policies.now(administrator);
    return { organizationId: administrator.organization.id, policy, at: this.clock.now() };
  }
}

const shown = ({ member, standing, kinds, postponements }: MemberStanding): AdoptionMembers['members'][number] => ({
  accountId: member.accountId,
  username: member.username,
  email: member.email,
  standing,
  kinds: [...kinds],
  postponements,
});
