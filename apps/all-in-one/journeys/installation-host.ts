import { randomUUID } from 'node:crypto';
import { openIdentityAdministration, Password, type IdentityAdministration } from '@postern/identity';
import { Redacted } from '@postern/kernel';
import { serve, type Api } from '@postern/local-services/child';
import { isRedis, openQueueConnection, QueueSender } from '@postern/platform';
import { createPreparedDatabase } from '@postern/platform/testing';
import {
  embeddedEnvironments,
  migrateAll,
  seedDemo,
  startAll,
  type Environment,
  type Environments,
} from '../src/index.js';
import { installationKeys } from './installation-keys.js';

/**
 * A process that runs installations for the spec files of one Jest worker, so that the services are loaded once and not for each
 * of them. One at a time: passport and BullMQ keep for the whole process what the last one told them.
 */
export interface InstallationOptions {
  given?: Environment;
  queueUrl?: string;
  /** Where people reach it; absent: any port, for clients that do not mind. */
  port?: number;
  keepLogs?: boolean;
}

interface Running {
  environments: Environments;
  queueUrl: Redacted;
  logs: string[];
  stop(): Promise<void>;
}

let running: Running | undefined;

const current = (): Running => {
  if (!running) throw new Error('there is no installation');
  return running;
};

/** With all schemas, and with the queues where they live in PostgreSQL. */
const createDatabase = (queuesInRedis: boolean) =>
  createPreparedDatabase(queuesInRedis ? 'installation_without_queues' : 'installation', (url) =>
    migrateAll({ databaseUrl: url.reveal(), queueUrl: queuesInRedis ? 'redis://elsewhere' : url.reveal() }),
  );

async function administer<Result>(work: (identity: IdentityAdministration) => Promise<Result>): Promise<Result> {
  const administration = await openIdentityAdministration(current().environments.identity);
  try {
    return await work(administration);
  } finally {
    await administration.close();
  }
}

async function stop(): Promise<void> {
  const last = running;
  running = undefined;
  await last?.stop();
}

const calls = {
  async install({ given = {}, queueUrl: elsewhere, port, keepLogs = false }: InstallationOptions) {
    // That of a spec file which did not come so far as to stop it.
    await stop();
    const database = await createDatabase(elsewhere !== undefined && isRedis(new Redacted(elsewhere)));
    const databaseUrl = database.url.reveal();
    const queueUrl = elsewhere ?? databaseUrl;
    const publicUrl = `http://localhost:${port ?? 3000}`;
    const addresses = { databaseUrl, queueUrl, publicUrl, port: port ?? 0 };
    const environments = embeddedEnvironments(await installationKeys(), addresses, given);
    const logs: string[] = [];
    const logDestination = { write: (line: string) => void (keepLogs && logs.push(line)) };
    const postern = await startAll(environments, { logDestination });
    running = {
      environments,
      queueUrl: new Redacted(queueUrl),
      logs,
      async stop() {
        await postern.close();
        await database.drop();
      },
    };
    return { url: postern.url, databaseUrl };
  },

  logs: () => current().logs,

  createOperator: ({ password, ...person }: { username: string; email: string; password: string }) =>
    administer((identity) =>
      identity.createOperator({
        ...person,
        name: { given: 'Olga', family: 'Operator' },
        password: new Password(password),
      }),
    ),

  verifyAuditChain: () => administer((identity) => identity.verifyAuditChain()),

  seedDemo: (password: string) => seedDemo(current().environments.identity, password),

  async tick({ queue, name }: { queue: 'identity' | 'mfa' | 'notifications'; name: 'clear-expired' | 'seal-audit' }) {
    const { connection, close } = openQueueConnection(current().queueUrl);
    const sender = new QueueSender(connection);
    await sender.send([{ id: randomUUID(), queue, name, body: {} }]);
    await sender.onApplicationShutdown();
    await close();
  },

  stop,
} satisfies Api;

export type InstallationCalls = typeof calls;

serve(calls, stop);
