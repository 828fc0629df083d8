import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync, chownSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { findInstallation, type Installation } from './binaries.ts';

/**
 * A process of its own between us and PostgreSQL. It lives in its own session, so that Ctrl-C reaches the services
 * first, and stops PostgreSQL when the channel to its parent closes — also when the parent was killed outright.
 */
const [dataDir, ...settings] = process.argv.slice(2) as [string, ...string[]];

process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);

let server: ChildProcess | undefined;
process.once('disconnect', () => void stop());

async function main(): Promise<void> {
  // The password comes over the channel: arguments can be read by everybody on the machine.
  const [password] = (await once(process, 'message')) as [string];
  const installation = await findInstallation(dataDir);
  await endLeftover(installation.dataDir);
  if (!existsSync(join(installation.dataDir, 'PG_VERSION'))) await initialise(installation, password);
  const port = await freePort();
  server = await start(installation, port);
  process.send?.({ port });
}

async function initialise({ initdb, dataDir: folder, runAs }: Installation, password: string): Promise<void> {
  const passwordFile = join(folder, '..', `.postgres-password-${process.pid}`);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (runAs) chownSync(passwordFile, runAs.uid, runAs.gid);
  try {
    await run(
      initdb,
      [
        `--pgdata=${folder}`,
        '--username=postgres',
        '--auth=scram-sha-256',
        `--pwfile=${passwordFile}`,
        '--encoding=UTF8',
        '--locale=C',
        '--no-sync',
        '--no-instructions',
      ],
      runAs,
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function run(program: string, args: string[], runAs: Installation['runAs']): Promise<void> {
  const child = spawn(program, args, { ...runAs, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${program} failed with ${code}: ${said.trim()}`);
}

async function start({ postgres, dataDir: folder, runAs }: Installation, port: number): Promise<ChildProcess> {
  const flags = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    jit: 'off',
    ...Object.fromEntries(settings.map((setting) => setting.split('=') as [string, string])),
  };
  const args = [
    '-D',
    folder,
    '-p',
    String(port),
    ...Object.entries(flags).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
  ];
  const child = spawn(postgres, args, { ...runAs, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  await new Promise<void>((ready, fail) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000);
      if (said.includes('ready to accept connections')) ready();
    });
    child.once('exit', (code) => fail(new Error(`PostgreSQL ended with ${code}: ${said.trim()}`)));
  });
  // Once it runs, its end is ours: the parent sees the channel close and can say so.
  child.once('exit', () => process.exit(0));
  return child;
}

async function stop(): Promise<void> {
  if (!server) process.exit(0);
  server.kill('SIGINT'); // fast shutdown: sessions are cut, data is flushed
}

/** A server that survived its guard (kill -9 of both) still holds the folder: it is ours, and it is ended. */
async function endLeftover(folder: string): Promise<void> {
  const pidFile = join(folder, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  const runs = () => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder);
    } catch {
      return false;
    }
  };
  if (runs()) process.kill(pid, 'SIGINT');
  for (let tries = 0; runs() && tries < 100; tries++) await new Promise((resolve) => setTimeout(resolve, 50));
}

main().catch((error: unknown) => {
  process.send?.({ error: error instanceof Error ? error.message : String(error) });
  process.exit(1);
});
