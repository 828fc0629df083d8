import {
  countedMembers,
  Members,
  usernameKey,
  type Member,
  type MemberFilter,
  type OrganizationId,
} from '@postern/identity-domain';
import type { AccountId } from '@postern/kernel';
import type { Queryable } from '@postern/platform';

const select = `select m.account_id as "accountId", a.username, a.name, a.email, a.email_verified_at is not null as "emailVerified",
  m.role, m.state, m.joined_at as "joinedAt", a.role as "installationRole", coalesce((
    select e.at from identity.audit e where e.account_id = m.account_id and e.kind = 'session.issued'
    order by e.id desc limit 1
  ), a.last_sign_in_at) as "lastSignInAt"
  from identity.membership m join identity.account a on a.id = m.account_id`;

/** The last sign that there is: every text that begins with `$2` lies below `$2` and this. */
const begins = (key: string) => `m.${key}_key >= $2 and m.${key}_key < $2 || chr(1114111)`;
const beginsSomewhere = ['username', 'email', 'given', 'family'].map((key) => `(${begins(key)})`).join(' or ');

/**
 * Each filter has a statement of its own, planned with its index: what is not asked for is not in it. The filters come from a
 * closed list, so there are no more than a few dozen.
 */
export class PgMembers extends Members {
  constructor(private readonly database: Queryable) {
    super();
  }

  page(organizationId: OrganizationId, filter: MemberFilter, after: string | null, limit: number): Promise<Member[]> {
    const { name, where, query } = conditions(filter);
    return this.database.query<Member>(
      `identity.member.page${name}`,
      `${select} where m.account_id = any(array(
         select m.account_id from identity.membership m
         where ${where} and m.username_key > $3
         order by m.username_key limit $4
       )) and m.organization_id = $1 order by m.username_key`,
      [organizationId, query, usernameKey(after ?? ''), limit],
    );
  }

  async count(organizationId: OrganizationId, filter: MemberFilter): Promise<number> {
    const { name, where, query } = conditions(filter);
    const [row] = await this.database.query<{ total: number }>(
      `identity.member.count${name}`,
      `select count(*)::int as total from (
         select from identity.membership m where ${where} limit ${countedMembers}
       ) counted`,
      [organizationId, query],
    );
    return row?.total ?? 0;
  }

  async get(organizationId: OrganizationId, accountId: AccountId): Promise<Member | undefined> {
    const rows = await this.database.query<Member>(
      'identity.member.get',
      `${select} where m.organization_id = $1 and m.account_id = $2`,
      [organizationId, accountId],
    );
    return rows[0];
  }
}

const roles = ['administrator', 'member'] as const;
const states = ['active', 'disabled', 'closed'] as const;

function conditions({ query, role, state }: MemberFilter): { name: string; where: string; query: string } {
  // From the lists, never from the caller: it becomes part of the statement.
  const [asRole, inState] = [roles.find((one) => one === role), states.find((one) => one === state)];
  const parts = [
    'm.organization_id = $1',
    query ? `(${beginsSomewhere})` : `$2::text is not null`,
    ...(asRole ? [`m.role = '${asRole}'`] : []),
    ...(inState === 'active'
      ? [`m.state = 'active'`]
      : inState
        ? [`m.state <> 'active' and m.state = '${inState}'`]
        : []),
  ];
  const name = [query ? '.beginning' : '', asRole ? `.${asRole}` : '', inState ? `.${inState}` : ''].join('');
  return { name, where: parts.join(' and '), query: usernameKey(query ?? '') };
}
