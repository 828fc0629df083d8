import { Clock, newId } from '@postern/kernel';
import { MemberStandings } from '../adoption/member-standings.js';
import { Reminders, type Reminder, type ReminderId } from '../adoption/reminders.js';
import type { Administrator } from '../policy/administrator.js';
import type { EffectivePolicies } from '../policy/effective-policies.js';

/** Reminds everybody who has no method to set one up. */
export class SendReminder {
  constructor(
    private readonly reminders: Reminders,
    private readonly standings: MemberStandings,
    private readonly policies: EffectivePolicies,
    private readonly clock: Clock,
  ) {}

  /** `too-soon` where one began less than a day ago. */
  async execute({ accountId, organization }: Administrator): Promise<Reminder | 'too-soon'> {
    const startedAt = this.clock.now();
    const policy = await this.policies.now({ organization, application: null });
    const { members, leftOut, ready } = await this.standings.counts({
      organizationId: organization.id,
      policy,
      at: startedAt,
    });
    const reminder: Reminder = {
      id: newId<ReminderId>(),
      organizationId: organization.id,
      organization: organization.name,
      members: members - leftOut - ready,
      startedAt,
      startedBy: accountId,
    };
    return (await this.reminders.begin(reminder)) === 'begun' ? reminder : 'too-soon';
  }
}
