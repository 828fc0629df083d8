import {
  addressHeldSeconds,
  type ImportRow,
  type MemberImportFacts,
  type RowInQuestion,
} from '@postern/identity-domain';
import type { AccountId } from '@postern/kernel';
import type { Queryable } from '@postern/platform';

interface FoundRow {
  person: ImportRow;
  usernameTaken: boolean;
  addressHeld: boolean;
  accountId: AccountId | null;
  usernameKey: string;
  emailVerified: boolean;
  state: 'active' | 'disabled' | 'closed';
  isMember: boolean;
}

/** The next lines, in their order, with what is known of their names and addresses. `only`: these of them. */
export async function readChunk(
  transaction: Queryable,
  { id, organizationId }: Pick<MemberImportFacts, 'id' | 'organizationId'>,
  fromRow: number,
  limit: number,
  only: ReadonlySet<number> | null = null,
): Promise<RowInQuestion[]> {
  const found = await transaction.query<FoundRow>(
    'identity.member-import.chunk',
    `select r.person, exists (select from identity.account a where a.username_key = r.username_key) as "usernameTaken",
       exists (
         select from identity.email_change c
         where c.replaced_key = r.email_key and c.account_id is distinct from h.id
           and c.confirmed_at > now() - interval '${addressHeldSeconds} seconds'
       ) as "addressHeld",
       h.id as "accountId", h.username_key as "usernameKey", h.email_verified_at is not null as "emailVerified", h.state,
       exists (
         select from identity.membership m where m.organization_id = $2 and m.account_id = h.id
       ) as "isMember"
     from identity.member_import_row r left join identity.account h on h.email_key = r.email_key
     where r.import_id = $1 and r.row >= $3 and r.person is not null and ($5::int[] is null or r.row = any($5))
     order by r.row limit $4`,
    [id, organizationId, fromRow, limit, only && [...only]],
  );
  return found.map(({ person, usernameTaken, addressHeld, accountId, ...holder }) => ({
    row: person,
    standing: { usernameTaken, addressHeld, holder: accountId && { accountId, ...holder } },
  }));
}
