import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { running } from './running-services.ts';

export default async function tearDown(): Promise<void> {
  await running.cluster?.stop();
  if (running.redis && running.redis.exitCode === null) {
    running.redis.kill('SIGTERM');
    await once(running.redis, 'exit');
  }
  if (running.folder) rmSync(running.folder, { recursive: true, force: true });
}
