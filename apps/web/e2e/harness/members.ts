import { createOrganization, type Person } from '@postern/all-in-one/testing';
import type { Page } from 'playwright-core';
import type { Browsing } from '../browser.js';
import { openAccount } from './account.js';

export interface Administered {
  id: string;
  /** Of its pages. */
  path: string;
  /** Runs it. */
  alice: Person;
}

/** An organization with one administrator, who is signed in with a second factor. */
export async function administered({ postern }: Browsing, name = 'Acme Logistics'): Promise<Administered> {
  const [operator, alice] = [await postern.operator(), await postern.enrolled()];
  const { id } = await createOrganization(operator, name, alice);
  return { id, path: `/organizations/${id}`, alice };
}

/** People with accounts who become members without having been asked: `kim-0001` and so on. */
export const populate = ({ postern }: Browsing, { id }: Pick<Administered, 'id'>, count: number): Promise<unknown> =>
  postern.sql(
    `with made as (
       insert into identity.account (id, username, username_key, email, email_key, name, password_hash, credential_version,
         state, created_at)
       select gen_random_uuid(), mark, mark, mark || '@example.org', mark || '@example.org',
         '{"given": "Kim", "family": "Example"}', 'x', 1, 'active', now()
       from (select 'kim-' || lpad(n::text, 4, '0') as mark from generate_series(1, $2::int) n) s returning id
     )
     insert into identity.membership (organization_id, account_id, role, joined_at)
     select $1::uuid, id, 'member', now() from made`,
    [id, count],
  );

/** Makes somebody a member without an invitation. */
export async function makeMember(
  { postern }: Browsing,
  { id }: Pick<Administered, 'id'>,
  { username }: Person,
  role: 'administrator' | 'member' = 'member',
): Promise<string> {
  const [row] = await postern.sql<{ account_id: string }>(
    `insert into identity.membership (organization_id, account_id, role, joined_at)
     select $1::uuid, id, $3, now() from identity.account where username = $2 returning account_id`,
    [id, username, role],
  );
  return row?.account_id as string;
}

/** Opens one of the pages, such as `/members`, as its administrator. */
export const openOrganization = (
  browsing: Browsing,
  { path, alice }: Administered,
  page = '',
  more: Parameters<Browsing['device']>[0] = {},
): Promise<Page> => openAccount(browsing, alice, path + page, more);

/** The browser has another session since a step-up: the person goes on with that one. */
export async function takeSession(page: Page, person: Person): Promise<void> {
  const cookies = await page.context().cookies();
  person.session = cookies.find(({ name }) => name === 'postern_session')?.value;
}
