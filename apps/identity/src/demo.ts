import { Account, Password, type AccountRole, type Registration } from '@postern/identity-domain';
import { createOrm, Database } from '@postern/platform';
import type { IdentityConfig } from './config.js';
import { demoAdministrator } from './demo-organization.js';
import { Argon2Hasher } from './passwords/argon2-hasher.js';
import { argon2Settings } from './passwords/settings.js';
import { MikroAccounts } from './postgres/mikro-accounts.js';
import { PgCredentials } from './postgres/pg-credentials.js';
import { identitySchema } from './postgres/schema.js';

type DemoPerson = Omit<Registration, 'passwordHash'> & { role?: AccountRole };

const people = (now: Date): DemoPerson[] => [
  // From before the cut-off: is offered "Not now".
  {
    username: 'demo-2024',
    email: 'demo-2024@example.org',
    name: { given: 'Robin', family: 'Castellano' },
    at: new Date('2024-06-03T15:20:00Z'),
    locale: 'en',
    source: null,
  },
  // From after it: must enroll.
  {
    username: 'demo-new',
    email: 'demo-new@example.org',
    name: { given: 'Noor', family: 'Haugen' },
    at: now,
    locale: 'en',
    source: null,
  },
  // Runs the installation, once there is a second factor.
  {
    username: 'demo-operator',
    email: 'demo-operator@example.org',
    name: { given: 'Imani', family: 'Okafor' },
    at: now,
    locale: 'en',
    source: null,
    role: 'operator',
  },
  // Looks after the demo's organization.
  {
    username: demoAdministrator,
    email: 'demo-admin@acme-logistics.example',
    name: { given: 'Mateus', family: 'Oyelaran' },
    at: now,
    locale: 'en',
    source: null,
  },
];

/**
 * The accounts of the embedded demo (S24: there are no others by default). What is there already stays as it is.
 *
 * @returns their usernames.
 */
export async function seedDemoAccounts(config: IdentityConfig, password: string, now = new Date()): Promise<string[]> {
  const database = new Database(config.DATABASE_URL);
  const orm = createOrm(config.DATABASE_URL, identitySchema);
  try {
    const credentials = new PgCredentials(database);
    const accounts = new MikroAccounts(orm);
    for (const { role, ...person } of people(now)) {
      if (await credentials.findByIdentifier(person.username)) continue;
      const hasher = await Argon2Hasher.create(argon2Settings(config));
      const account = Account.register({ ...person, passwordHash: await hasher.hash(new Password(password)) });
      if (role) account.appoint(role, { at: person.at, source: null, device: null });
      await accounts.add(account);
    }
    return people(now).map(({ username }) => username);
  } finally {
    await Promise.all([database.onApplicationShutdown(), orm.close()]);
  }
}
