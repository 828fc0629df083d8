import type { Redacted } from '@postern/kernel';
import { createTestDatabase, randomKeyringText, testTokenKeys } from '@postern/platform/testing';
import {
  embeddedEnvironments,
  migrateAll,
  startAll,
  type Environment,
  type Environments,
  type InstallationKeys,
} from '../src/index.js';
import { Client, Person } from '../src/testing/index.js';

export interface Installation {
  url: string;
  client: Client;
  databaseUrl: Redacted;
  environments: Environments;
  /** Somebody new, registered, after the cut-off. */
  newcomer(): Promise<Person>;
  stop(): Promise<void>;
}

export interface InstallationOptions {
  given?: Environment;
  queueUrl?: string;
  logs?: (line: string) => void;
}

/** A whole Postern of this spec's own: its own database, keys and ports; every part real. */
export async function install({ given = {}, queueUrl, logs }: InstallationOptions = {}): Promise<Installation> {
  const database = await createTestDatabase();
  const databaseUrl = database.url.reveal();
  const addresses = { databaseUrl, queueUrl: queueUrl ?? databaseUrl, publicUrl: 'http://localhost:3000', port: 0 };
  await migrateAll(addresses);
  const environments = embeddedEnvironments(await installationKeys(), addresses, given);
  const postern = await startAll(environments, { logDestination: { write: logs ?? (() => undefined) } });
  const client = new Client(postern.url);
  return {
    url: postern.url,
    client,
    databaseUrl: database.url,
    environments,
    async newcomer() {
      const person = new Person(client);
      await person.register();
      return person;
    },
    async stop() {
      await postern.close();
      await database.drop();
    },
  };
}

export async function installationKeys(): Promise<InstallationKeys> {
  const { signing, trusted } = testTokenKeys();
  return {
    signing: Object.fromEntries(Object.entries(signing).map(([service, keys]) => [service, keys.reveal()])) as never,
    trusted: trusted as InstallationKeys['trusted'],
    sealing: randomKeyringText(),
    codes: randomKeyringText(),
    links: randomKeyringText(),
    seeds: randomKeyringText(),
  };
}
