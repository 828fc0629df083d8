import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** What Node takes to run a service from its sources, as Jest runs them: nothing has to be built, and nothing is stale. */
export const fromSources: readonly string[] = [
  '--import',
  fileURLToPath(new URL('./run-typescript.mjs', import.meta.url)),
  '--conditions=@postern/source',
];

/** A service in a process of its own, which can be killed. It finds nothing in its environment but what is given. */
export function spawnFromSources(
  main: string,
  environment: Record<string, string | undefined>,
): ChildProcessByStdio<null, Readable, null> {
  const { PATH, TEST_FOLDER } = process.env;
  return spawn(process.execPath, [...fromSources, main], {
    env: { PATH, TEST_FOLDER, ...environment } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
