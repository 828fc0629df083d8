import type { ChildProcess } from 'node:child_process';
import type { Cluster } from '../postgres/cluster.ts';

/** What the global set-up started, for the global teardown: Jest runs both in one process. */
export const running: { folder?: string; cluster?: Cluster; redis?: ChildProcess } = ((
  globalThis as { posternTestServices?: object }
).posternTestServices ??= {});
