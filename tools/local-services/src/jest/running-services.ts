import type { Cluster } from '../postgres/cluster.ts';
import type { RedisServer } from '../redis.ts';

/** What the global set-up started, for the global teardown: Jest runs both in one process. */
export const running: { folder?: string; cluster?: Cluster; redis?: RedisServer } = ((
  globalThis as { posternTestServices?: object }
).posternTestServices ??= {});
