import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@postern/local-services/free-port';

const root = fileURLToPath(new URL('../../..', import.meta.url));

interface Started {
  npm: ChildProcess;
  url: string;
  accounts: { username: string; password: string }[];
  inboxUrl: string;
  milliseconds: number;
}

/** The product as people start it: through npm, from a folder of its own. One test, because each start costs seconds. */
describe('npm start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'postern-start-'));
  let environment: NodeJS.ProcessEnv;

  beforeAll(async () => {
    environment = {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      POSTERN_DATA: folder,
      PORT: String(await freePort()),
    };
  });

  afterAll(() => {
    for (const pid of leftOvers()) process.kill(pid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  /** A group of its own, as a terminal gives to what it starts. */
  const npm = (...args: string[]): ChildProcess =>
    spawn('npm', ['--silent', ...args], { cwd: root, env: environment, detached: true });

  async function start(): Promise<Started> {
    const began = Date.now();
    const child = npm('start', '--', '--json');
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const line = await Promise.race([
      new Promise<string>((resolve) => {
        let out = '';
        child.stdout?.on('data', (chunk: Buffer) => {
          out += chunk.toString();
          if (out.includes('\n')) resolve(out);
        });
      }),
      once(child, 'close').then(() => Promise.reject(new Error(`npm start ended: ${said}`))),
    ]);
    return {
      ...(JSON.parse(line) as Omit<Started, 'npm' | 'milliseconds'>),
      npm: child,
      milliseconds: Date.now() - began,
    };
  }

  async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const child = npm(...args);
    let [out, err] = ['', ''];
    child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    return { code, out, err };
  }

  /** Every process that works in the folder: the services by their environment, PostgreSQL and its guard by their arguments. */
  function leftOvers(): number[] {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
    return pids
      .filter((pid) =>
        ['cmdline', 'environ'].some((file) => {
          try {
            return readFileSync(`/proc/${pid}/${file}`, 'utf8').includes(folder);
          } catch {
            return false;
          }
        }),
      )
      .map(Number);
  }

  async function untilNothingIsLeft(url: string): Promise<void> {
    const deadline = Date.now() + 15_000;
    while (leftOvers().length > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(leftOvers().map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '))).toEqual([]);
    await expect(fetch(url)).rejects.toThrow();
    expect(existsSync(join(folder, 'running.json'))).toBe(false);
  }

  (existsSync('/proc/self/environ') ? it : it.skip)(
    'serves, is administered, and leaves nothing behind, whether it is asked to end or killed',
    async () => {
      const first = await start();
      expect(first.url).toBe(`http://localhost:${environment['PORT']}`);
      expect(first.accounts.map(({ username }) => username)).toEqual(['demo-2024', 'demo-new', 'demo-operator', 'demo-admin']);
      const [page, document, inbox] = await Promise.all(
        [`${first.url}/`, `${first.url}/v1/openapi.json`, first.inboxUrl].map((url) => fetch(url)),
      );
      expect([page, document, inbox].map((reply) => reply?.status)).toEqual([200, 200, 200]);
      expect(((await document?.json()) as { openapi: string }).openapi).toMatch(/^3\./);

      const again = await run('start', '--', '--json');
      expect(again.code).toBe(1);
      expect(again.err).toContain('already runs');

      const list = await run('run', 'postern', '--', 'app', 'list', '--json');
      expect(list).toMatchObject({ code: 0, err: '' });
      expect(Array.isArray(JSON.parse(list.out))).toBe(true);

      // As Ctrl-C does it: everybody in the group hears it.
      const ended = once(first.npm, 'close');
      process.kill(-(first.npm.pid as number), 'SIGINT');
      await ended;
      await untilNothingIsLeft(first.url);

      const second = await start();
      expect(second.milliseconds).toBeLessThan(15_000);
      expect(second.accounts).toEqual(first.accounts);
      // Only npm: the others have to notice by themselves.
      second.npm.kill('SIGKILL');
      await untilNothingIsLeft(second.url);
    },
    90_000,
  );
});
