import { mkdtempSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCluster } from '../postgres/cluster.ts';
import { hasRedis, RedisServer } from '../redis.ts';
import { running } from './running-services.ts';

/**
 * Before a project's tests: a real PostgreSQL of their own (durability off: it is thrown away), and a Redis where
 * `redis-server` is on the PATH. Specs find them in TEST_POSTGRES_URL and TEST_REDIS_URL, and a folder that goes with the run in
 * TEST_FOLDER.
 */
export default async function setUp(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-test-'));
  chmodSync(folder, 0o755);
  running.folder = folder;
  process.env['TEST_FOLDER'] = folder;
  running.cluster = await startCluster({
    dataDir: join(folder, 'postgres'),
    password: 'test',
    settings: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'shared_buffers=64MB'],
  });
  process.env['TEST_POSTGRES_URL'] = running.cluster.url('postgres');
  if (!hasRedis()) {
    console.log('redis-server is not on the PATH: tests on the Redis backend are skipped');
    return;
  }
  running.redis = await RedisServer.start();
  process.env['TEST_REDIS_URL'] = running.redis.url;
}
