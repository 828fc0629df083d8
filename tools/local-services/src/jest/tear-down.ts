import { rmSync } from 'node:fs';
import { running } from './running-services.ts';

export default async function tearDown(): Promise<void> {
  await running.cluster?.stop();
  await running.redis?.stop();
  if (running.folder) rmSync(running.folder, { recursive: true, force: true });
}
