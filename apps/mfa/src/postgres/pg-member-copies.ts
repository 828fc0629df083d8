import type { AccountId } from '@postern/kernel';
import { MemberCopies, type Member, type OrganizationId, type WordOfMembers } from '@postern/mfa-domain';
import { beforeAllIds, type Queryable } from '@postern/platform';
import { Table, type Json } from './table.js';

export const memberTable = new Table<Member>('mfa.member', {
  accountId: 'uuid',
  username: 'text',
  email: 'text',
  emailVerified: 'boolean',
  locale: 'text',
  state: 'text',
  accountCreatedAt: 'timestamptz',
});

/**
 * $1 organization, $2 members, $3 who has left, $4 revision. In the order of the key, so that no two words wait for each other;
 * the key also decides between words that arrive at once.
 */
const takeStatement = `
  insert into mfa.member as m (organization_id, account_id, username, email, email_verified, locale, state,
    account_created_at, revision)
  select $1, account_id, username, email, email_verified, locale, state, account_created_at, $4
  from (
    select "accountId" as account_id, username, email, "emailVerified" as email_verified, locale, state,
      "accountCreatedAt" as account_created_at
    from jsonb_to_recordset($2::jsonb) as r("accountId" uuid, username text, email text, "emailVerified" boolean,
      locale text, state text, "accountCreatedAt" timestamptz)
    union all
    select account_id, '', '', false, 'en', 'left', now() from unnest($3::uuid[]) as account_id
  ) told
  order by account_id
  on conflict (organization_id, account_id) do update set username = excluded.username, email = excluded.email,
    email_verified = excluded.email_verified, locale = excluded.locale, state = excluded.state,
    account_created_at = excluded.account_created_at, revision = excluded.revision, heard_at = now()
  where m.revision < excluded.revision`;

/** Works within whatever transaction it is made with. */
export class PgMemberCopies extends MemberCopies {
  constructor(private readonly database: Queryable) {
    super();
  }

  async take({ organizationId, members, left, revision }: WordOfMembers): Promise<void> {
    const values = [organizationId, JSON.stringify(members), left, revision];
    await this.database.query('mfa.member.take', takeStatement, values);
  }

  async page(organizationId: OrganizationId, after: AccountId | null, limit: number): Promise<Member[]> {
    const rows = await this.database.query<{ state: Json<Member> }>(
      'mfa.member.page',
      `select ${memberTable.json('m')} as state from mfa.member m
       where m.organization_id = $1 and m.account_id > coalesce($2, ${beforeAllIds})
         and m.state <> 'left'
       order by m.account_id limit $3`,
      [organizationId, after, limit],
    );
    return rows.map(({ state }) => memberTable.restore(state));
  }
}
