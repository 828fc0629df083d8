import { auditEntry, emailKey, usernameKey, type PasswordHash } from '@postern/identity-domain';
import type { AccountId } from '@postern/kernel';
import { Database } from '@postern/platform';
import type { IdentityConfig } from './config.js';
import { auditRows, insertAudit } from './postgres/pg-audit-record.js';
import { PgCredentials } from './postgres/pg-credentials.js';

/** Always the same one: where it is there already, nothing more is made. */
export const demoOrganizationId = '0f6c1d52-6a7e-4b8e-9a53-2c1f7f0ac3e1';
export const demoAdministrator = 'demo-admin';
const size = 500;

const given = [
  ...['Ada', 'Amara', 'Anders', 'Beatriz', 'Bilal', 'Carmen', 'Chidi', 'Dalia', 'Dmitri', 'Elena', 'Emeka', 'Farah'],
  ...['Gael', 'Hana', 'Idris', 'Ines', 'Jonas', 'Kavya', 'Lucía', 'Mateo', 'Nadia', 'Omar', 'Priya', 'Quinn', 'Rosa'],
];
const family = [
  ...['Abara', 'Bauer', 'Castillo', 'Dahl', 'Echeverría', 'Fontaine', 'García', 'Haddad', 'Ibarra', 'Jansen', 'Kaur'],
  ...['Lindqvist', 'Moreno', 'Nakamura', 'Ochoa', 'Petrov', 'Quiroga', 'Rossi', 'Silva', 'Tremblay'],
];
const plain = (name: string): string => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Some have left, one depot's mail domain is gone, and what some terminals have for an address never was one. */
function addressOf(index: number, mailbox: string): string {
  if (index % 61 === 7) return `${mailbox}@old-depot.invalid`;
  return index % 167 === 11 ? `${mailbox}@terminal` : `${mailbox}@acme-logistics.example`;
}

const stateOf = (index: number): string => (index % 101 === 23 ? 'closed' : index % 83 === 31 ? 'disabled' : 'active');

/** The same people every time, of whom none shares a name with another. */
function person(index: number, now: Date) {
  const name = { given: given[index % given.length], family: family[Math.floor(index / given.length)] };
  const username = `${plain(name.given ?? '')}.${plain(name.family ?? '')}`;
  const email = addressOf(index, username);
  // A day and a half apart, the youngest from today: some are from before the cut-off, and most from after it.
  const createdAt = new Date(now.getTime() - index * 36 * 3_600_000);
  return {
    username,
    username_key: usernameKey(username),
    email,
    email_key: emailKey(email),
    email_verified_at: index % 9 === 4 ? null : createdAt,
    name,
    locale: index % 5 === 2 ? 'es' : 'en',
    state: stateOf(index),
    closed_at: stateOf(index) === 'closed' ? now : null,
    created_at: createdAt,
  };
}

/**
 * The organization of the embedded demo: `demo-admin` runs it, and has 500 members with the password of the other demo accounts.
 * Two statements, one hash: `npm start` must not wait for it.
 */
export async function seedDemoOrganization(
  config: Pick<IdentityConfig, 'DATABASE_URL'>,
  now = new Date(),
): Promise<void> {
  const database = new Database(config.DATABASE_URL);
  try {
    const administrator = await new PgCredentials(database).findByIdentifier(demoAdministrator);
    if (administrator) await seed(database, administrator.accountId, administrator.passwordHash, now);
  } finally {
    await database.onApplicationShutdown();
  }
}

async function seed(database: Database, administrator: AccountId, hash: PasswordHash, now: Date): Promise<void> {
  const people = Array.from({ length: size }, (_, index) => person(index, now));
  const name = 'Acme Logistics';
  const entry = auditEntry({
    kind: 'organization.created',
    organizationId: demoOrganizationId,
    at: now,
    details: { name },
  });
  await database.transaction(async (transaction) => {
    const made = await transaction.query<{ id: AccountId }>(
      'identity.demo.organization',
      `with organization as (
         insert into identity.organization (id, name, created_at, version) values ($1, $2, $3, 1)
         on conflict (id) do nothing returning id
       ), recorded as (${insertAudit('$6')} where exists (select from organization))
       insert into identity.account (id, username, username_key, email, email_key, email_verified_at, name, password_hash,
         credential_version, state, created_at, locale, closed_at, in_use)
       select gen_random_uuid(), username, username_key, email, email_key, email_verified_at, person.name, $5, 1, state,
         person.created_at, locale, closed_at, true
       from organization, jsonb_to_recordset($4::jsonb) as person(
         username text, username_key text, email text, email_key text, email_verified_at timestamptz, name jsonb,
         state text, created_at timestamptz, locale text, closed_at timestamptz
       )
       on conflict do nothing returning id`,
      [demoOrganizationId, name, now, JSON.stringify(people), hash, auditRows([entry])],
    );
    // A statement of its own: the triggers see the accounts only once they are there.
    if (made.length === 0) return;
    await transaction.query(
      'identity.demo.members',
      `insert into identity.membership (organization_id, account_id, role, joined_at)
       select $1::uuid, id, case id when $2 then 'administrator' else 'member' end, $3::timestamptz
       from unnest($4::uuid[]) id`,
      [demoOrganizationId, administrator, now, [administrator, ...made.map(({ id }) => id)]],
    );
  });
}
