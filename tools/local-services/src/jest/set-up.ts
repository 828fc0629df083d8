import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, chmodSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCluster } from '../postgres/cluster.ts';
import { running } from './running-services.ts';

/**
 * Before a project's tests: a real PostgreSQL of their own (durability off: it is thrown away), and a Redis where
 * `redis-server` is on the PATH. Specs find them in TEST_POSTGRES_URL and TEST_REDIS_URL.
 */
export default async function setUp(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-test-'));
  chmodSync(folder, 0o755);
  running.folder = folder;
  running.cluster = await startCluster({
    dataDir: join(folder, 'postgres'),
    password: 'test',
    settings: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'shared_buffers=64MB'],
  });
  process.env['TEST_POSTGRES_URL'] = running.cluster.url('postgres');
  if (!onPath('redis-server')) {
    console.log('redis-server is not on the PATH: tests on the Redis backend are skipped');
    return;
  }
  const port = await freePort();
  running.redis = spawn(
    'redis-server',
    [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      folder,
      '--maxmemory-policy',
      'noeviction',
    ],
    {
      stdio: 'ignore',
    },
  );
  process.env['TEST_REDIS_URL'] = `redis://127.0.0.1:${port}`;
}

function onPath(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
