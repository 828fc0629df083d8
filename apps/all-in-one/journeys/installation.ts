import { randomUUID } from 'node:crypto';
import { openIdentityAdministration, Password } from '@postern/identity';
import { Redacted } from '@postern/kernel';
import { openQueueConnection, QueueSender } from '@postern/platform';
import { createTestDatabase } from '@postern/platform/testing';
import pg from 'pg';
import { embeddedEnvironments, migrateAll, startAll, type Environment, type Environments } from '../src/index.js';
import { Client, Person } from '../src/testing/index.js';
import { installationKeys } from './installation-keys.js';

export { installationKeys };

export interface Installation {
  url: string;
  client: Client;
  databaseUrl: Redacted;
  environments: Environments;
  /** Somebody new, registered, after the cut-off. */
  newcomer(): Promise<Person>;
  /** Somebody new who has signed in with a text message, from the device that is named. */
  enrolled(userAgent?: string): Promise<Person>;
  /** Somebody who runs the installation, signed in; made as the first one is. */
  operator(): Promise<Person>;
  /** The clock says that this is due. */
  tick(queue: 'identity' | 'mfa' | 'notifications', name: 'clear-expired' | 'seal-audit'): Promise<void>;
  /** For what only time brings, and for proofs of what is kept: runs one statement on the database. */
  sql<Row extends object>(statement: string, values?: unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
}

export interface InstallationOptions {
  given?: Environment;
  queueUrl?: string;
  /** Where people reach it; absent: any port, for clients that do not mind. */
  port?: number;
  logs?: (line: string) => void;
}

/** A whole Postern of this spec's own: its own database, keys and ports; every part real. */
export async function install({ given = {}, queueUrl, port, logs }: InstallationOptions = {}): Promise<Installation> {
  const database = await createTestDatabase();
  const databaseUrl = database.url.reveal();
  const queueAt = new Redacted(queueUrl ?? databaseUrl);
  const addresses = {
    databaseUrl,
    queueUrl: queueAt.reveal(),
    publicUrl: `http://localhost:${port ?? 3000}`,
    port: port ?? 0,
  };
  await migrateAll(addresses);
  const environments = embeddedEnvironments(await installationKeys(), addresses, given);
  const postern = await startAll(environments, { logDestination: { write: logs ?? (() => undefined) } });
  const client = new Client(postern.url);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  const newcomer = async (from = client): Promise<Person> => {
    const person = new Person(from);
    await person.register();
    return person;
  };
  return {
    url: postern.url,
    client,
    databaseUrl: database.url,
    environments,
    newcomer: () => newcomer(),
    enrolled: async (userAgent) =>
      (await newcomer(userAgent ? client.with({ 'user-agent': userAgent }) : client)).enroll(),
    async operator() {
      const person = new Person(client);
      const administration = await openIdentityAdministration(environments.identity);
      const { username, email, password } = person;
      const name = { given: 'Olga', family: 'Operator' };
      const made = await administration.createOperator({ username, email, name, password: new Password(password) });
      await administration.close();
      if (made.outcome !== 'created') throw new Error(made.outcome);
      return person.enroll();
    },
    async tick(queue, name) {
      const { connection, close } = openQueueConnection(queueAt);
      const sender = new QueueSender(connection);
      await sender.send([{ id: randomUUID(), queue, name, body: {} }]);
      await sender.onApplicationShutdown();
      await close();
    },
    async sql<Row extends object>(statement: string, values: unknown[] = []) {
      const { rows } = await pool.query(statement, values);
      return rows as Row[];
    },
    async stop() {
      await pool.end();
      await postern.close();
      await database.drop();
    },
  };
}
