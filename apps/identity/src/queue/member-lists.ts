import { membersPerMessage, type ListedMember, type MessageBody } from '@postern/contracts';
import { beforeAllIds, Database, Inbox, Outbox, type Queryable } from '@postern/platform';

type Asked = MessageBody<'identity', 'list-members'>;

/**
 * Answers mfa with its members, a page at a time, each request once. The rows are locked while they are read, and the revision
 * is taken after that: a change that is under way is waited for, and one that comes later has a greater revision.
 */
export class MemberLists {
  constructor(
    private readonly database: Database,
    private readonly inbox: Inbox,
    private readonly outbox: Outbox,
  ) {}

  async answer(asked: Asked, messageId: string, at: Date): Promise<void> {
    await this.database.transaction(async (transaction) => {
      if (!(await this.inbox.isFirst(transaction, messageId))) return;
      if (asked.only) await waitForAccounts(transaction, asked.only);
      const found = await this.page(transaction, asked);
      const [row] = await transaction.query<{ revision: number }>(
        'identity.member.revision',
        `select nextval('identity.member_revision')::int as revision`,
      );
      const members = found.slice(0, membersPerMessage);
      const there = new Set(members.map(({ accountId }) => accountId));
      const { requestId, rolloutId, organizationId, after, only } = asked;
      const body = {
        ...{ requestId, rolloutId, organizationId, after },
        next: found.length > membersPerMessage ? (members.at(-1)?.accountId ?? null) : null,
        members,
        left: (only ?? []).filter((id) => !there.has(id)),
        revision: row?.revision ?? 0,
        at: at.toISOString(),
      };
      await this.outbox.addIn(transaction, [{ queue: 'mfa', name: 'members.listed', body }]);
    });
    this.outbox.wake();
  }

  /** One more than a page has tells whether there is another one. */
  private page(transaction: Queryable, { organizationId, after, only }: Asked): Promise<ListedMember[]> {
    const which = only ? 'm.account_id = any($2::uuid[])' : `m.account_id > coalesce($2, ${beforeAllIds})`;
    return transaction.query<ListedMember>(
      `identity.member.${only ? 'these' : 'in-turn'}`,
      `select a.id as "accountId", a.username, a.email, a.email_verified_at is not null as "emailVerified", a.locale,
         a.state, to_char(a.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "accountCreatedAt"
       from identity.membership m join identity.account a on a.id = m.account_id
       where m.organization_id = $1 and ${which}
       order by m.account_id limit ${membersPerMessage + 1} for share`,
      [organizationId, only ?? after],
    );
  }
}

/** Whoever joins holds his account meanwhile: then he is not told to have left by a later word than the one that he joined. */
async function waitForAccounts(transaction: Queryable, ids: readonly string[]): Promise<void> {
  await transaction.query(
    'identity.member.wait-for-accounts',
    'select 1 from identity.account where id = any($1::uuid[]) order by id for no key update',
    [ids],
  );
}
