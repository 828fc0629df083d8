import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startCluster } from '@postern/local-services/postgres';
import { DataFolder } from '../start/data-folder.ts';

export interface Embedded {
  environment: Record<string, string | undefined>;
  stop(): Promise<void>;
}

/**
 * What identity of the embedded installation has in its environment. Its PostgreSQL is the one that `npm start` runs at the
 * moment, or is started for as long as the command takes.
 *
 * @returns undefined where none was ever started.
 */
export async function embedded(folder = new DataFolder()): Promise<Embedded | undefined> {
  if (!folder.isUsed) return undefined;
  const { keys, postgresPassword } = await folder.secrets();
  const running = folder.running();
  const port = running && runningPort(folder.postgres);
  const cluster = port ? undefined : await startCluster({ dataDir: folder.postgres, password: postgresPassword });
  const databaseUrl =
    cluster?.url('postgres') ??
    `postgres://postgres:${encodeURIComponent(postgresPassword)}@127.0.0.1:${port}/postgres`;
  const { embeddedEnvironments } = await import('@postern/all-in-one/environments');
  const addresses = { databaseUrl, queueUrl: databaseUrl, publicUrl: running?.url || 'http://localhost:3000', port: 0 };
  return {
    environment: embeddedEnvironments(keys, addresses, process.env).identity,
    stop: async () => cluster?.stop(),
  };
}

/** The fourth line of PostgreSQL's own lock file is the port that it listens on. */
function runningPort(dataDir: string): number | undefined {
  const file = join(dataDir, 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[3]) || undefined : undefined;
}
