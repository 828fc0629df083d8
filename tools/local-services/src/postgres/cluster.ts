import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Cluster {
  readonly port: number;
  /** Connection URL of a database in the cluster. */
  url(database: string): string;
  /** Resolves when PostgreSQL has ended. */
  stop(): Promise<void>;
  /** Called when PostgreSQL ends without having been asked to. */
  onUnexpectedEnd(listener: () => void): void;
}

/**
 * Starts a real PostgreSQL on a free loopback port; creates its data folder at first. `settings` are further server
 * settings as `name=value`.
 */
export async function startCluster(options: {
  dataDir: string;
  password: string;
  settings?: string[];
}): Promise<Cluster> {
  const guard = fork(
    fileURLToPath(new URL('./guard.ts', import.meta.url)),
    [options.dataDir, ...(options.settings ?? [])],
    { detached: true, stdio: 'ignore', execArgv: [] },
  );
  guard.send(options.password);
  const [answer] = (await Promise.race([
    once(guard, 'message'),
    once(guard, 'exit').then(() => [{ error: 'it ended at once' }]),
  ])) as [{ port: number } | { error: string }];
  if ('error' in answer) throw new Error(`PostgreSQL could not be started: ${answer.error}`);
  guard.unref();
  guard.channel?.unref();

  let stopping = false;
  let unexpected: () => void = () => undefined;
  guard.once('exit', () => stopping || unexpected());
  const { port } = answer;
  return {
    port,
    url: (database) => `postgres://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${port}/${database}`,
    onUnexpectedEnd: (listener) => (unexpected = listener),
    async stop() {
      if (stopping || guard.exitCode !== null) return;
      stopping = true;
      const ended = once(guard, 'exit');
      guard.ref();
      guard.disconnect();
      await ended;
    },
  };
}
