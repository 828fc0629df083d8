import { Redacted } from '@postern/kernel';
import { workerHost } from '@postern/local-services/worker-host';
import pg from 'pg';
import { Client, Person } from '../src/testing/index.js';
import type { InstallationCalls, InstallationOptions } from './installation-host.js';

type Answer<Name extends keyof InstallationCalls> = Awaited<ReturnType<InstallationCalls[Name]>>;
type Tick = Parameters<InstallationCalls['tick']>[0];

export interface Installation {
  url: string;
  client: Client;
  databaseUrl: Redacted;
  /** Somebody new, registered, after the cut-off. */
  newcomer(): Promise<Person>;
  /** Somebody new who has signed in with a text message, from the device that is named. */
  enrolled(userAgent?: string): Promise<Person>;
  /** Somebody who runs the installation, signed in; made as the first one is. */
  operator(): Promise<Person>;
  /** The clock says that this is due. */
  tick(queue: Tick['queue'], name: Tick['name']): Promise<void>;
  /** For what only time brings, and for proofs of what is kept: runs one statement on the database. */
  sql<Row extends object>(statement: string, values?: unknown[]): Promise<Row[]>;
  /** What the command line says of the audit record. */
  verifyAuditChain(): Promise<Answer<'verifyAuditChain'>>;
  /** Makes the people and applications that the demo begins with. */
  seedDemo(password: string): Promise<void>;
  /** All lines so far, where they are kept. */
  logs(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** A whole Postern of this spec's own: its own database, keys and ports; every part real. */
export async function install(options: InstallationOptions = {}): Promise<Installation> {
  const host = workerHost<InstallationCalls>();
  const { url, databaseUrl } = await host.call('install', options);
  const client = new Client(url);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  // Some specs cut connections.
  pool.on('error', () => undefined);
  const newcomer = async (from = client): Promise<Person> => {
    const person = new Person(from);
    await person.register();
    return person;
  };
  return {
    url,
    client,
    databaseUrl: new Redacted(databaseUrl),
    newcomer: () => newcomer(),
    enrolled: async (userAgent) =>
      (await newcomer(userAgent ? client.with({ 'user-agent': userAgent }) : client)).enroll(),
    async operator() {
      const person = new Person(client);
      const { username, email, password } = person;
      const { outcome } = await host.call('createOperator', { username, email, password });
      if (outcome !== 'created') throw new Error(outcome);
      return person.enroll();
    },
    tick: (queue, name) => host.call('tick', { queue, name }),
    async sql<Row extends object>(statement: string, values: unknown[] = []) {
      const { rows } = await pool.query(statement, values);
      return rows as Row[];
    },
    verifyAuditChain: () => host.call('verifyAuditChain'),
    seedDemo: (password) => host.call('seedDemo', password),
    logs: () => host.call('logs'),
    async stop() {
      await pool.end();
      await host.call('stop');
    },
  };
}
