import type { OutgoingMessage } from '@postern/contracts';
import { hoursBetweenReminders, Reminders, type OrganizationId, type Reminder } from '@postern/mfa-domain';
import type { Outbox, Queryable } from '@postern/platform';

/** $1 … $6: the reminder. */
const beginStatement = (insertMessages: string): string => `
  with begun as (
    insert into mfa.reminder as r (organization_id, id, members, started_at, started_by) values ($1, $2, $3, $4, $5)
    on conflict (organization_id) do update set id = excluded.id, members = excluded.members,
      started_at = excluded.started_at, started_by = excluded.started_by
    where r.started_at <= excluded.started_at - interval '${hoursBetweenReminders} hours'
    returning organization_id
  ), messages as (
    ${insertMessages} where exists (select from begun)
  )
  select from begun`;

export class PgReminders extends Reminders {
  constructor(
    private readonly database: Queryable,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  async begin(reminder: Reminder): Promise<'begun' | 'too-soon'> {
    const { id, organizationId, members, startedAt, startedBy } = reminder;
    const statement = beginStatement(this.outbox.insertClause('$6'));
    const messages = this.outbox.rows(messagesOf(reminder));
    const values = [organizationId, id, members, startedAt, startedBy, messages];
    const rows = await this.database.query('mfa.reminder.begin', statement, values);
    if (rows.length === 0) return 'too-soon';
    this.outbox.wake();
    return 'begun';
  }

  async lastAt(organizationId: OrganizationId): Promise<Date | null> {
    const [row] = await this.database.query<{ startedAt: Date }>(
      'mfa.reminder.last',
      'select started_at as "startedAt" from mfa.reminder where organization_id = $1',
      [organizationId],
    );
    return row?.startedAt ?? null;
  }
}

/** The first page is asked for, and identity records it. */
const messagesOf = ({ id, organizationId, organization, startedAt, startedBy }: Reminder): OutgoingMessage[] => [
  { queue: 'mfa', name: 'send-reminders', body: { reminderId: id, organizationId, organization, after: null } },
  {
    queue: 'identity',
    name: 'rollout.changed',
    body: { organizationId, rolloutId: id, what: 'reminded', actor: startedBy, at: startedAt.toISOString() },
  },
];
