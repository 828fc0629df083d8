import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { generateKeys, type Keys } from '@postern/cli/keys';

/** What an installation makes once and keeps, readable by its owner alone. */
export interface Secrets {
  readonly keys: Keys;
  readonly postgresPassword: string;
  readonly demoPassword: string;
}

export interface RunningInstance {
  readonly pid: number;
  readonly url: string;
  readonly inboxUrl: string;
}

/** The folder that holds everything an embedded installation keeps: `POSTERN_DATA`, or `.postern` in the checkout. */
export class DataFolder {
  readonly path: string;

  constructor(path = process.env['POSTERN_DATA'] || '.postern') {
    this.path = resolve(path);
    mkdirSync(join(this.path, 'logs'), { recursive: true });
  }

  get postgres(): string {
    return join(this.path, 'postgres');
  }

  get logFile(): string {
    return join(this.path, 'logs', 'postern.log');
  }

  /** Made at the first call of the folder's life; mode 0600. A folder of an older version gets the keys that it lacks. */
  async secrets(): Promise<Secrets> {
    const file = join(this.path, 'secrets.json');
    const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Secrets) : undefined;
    const keys = generateKeys();
    const secrets: Secrets = kept
      ? { ...kept, keys: { ...keys, ...kept.keys } }
      : {
          keys,
          postgresPassword: randomBytes(24).toString('base64url'),
          demoPassword: randomBytes(12).toString('base64url'),
        };
    if (JSON.stringify(secrets) === JSON.stringify(kept)) return secrets;
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(secrets, null, 2), { mode: 0o600, flag: 'wx' });
    renameSync(draft, file);
    return secrets;
  }

  /** Whether an installation was ever started from here. */
  get isUsed(): boolean {
    return existsSync(this.postgres);
  }

  /** The instance that uses this folder now, if there is one. */
  running(): RunningInstance | undefined {
    try {
      const instance = JSON.parse(readFileSync(this.runningFile, 'utf8')) as RunningInstance;
      return isOurs(instance.pid) ? instance : undefined;
    } catch {
      return undefined;
    }
  }

  claim(instance: RunningInstance): void {
    writeFileSync(this.runningFile, JSON.stringify(instance));
  }

  release(): void {
    rmSync(this.runningFile, { force: true });
  }

  private get runningFile(): string {
    return join(this.path, 'running.json');
  }
}

/** Whether the process lives and is one of these; a number that was given to another program since does not count. */
function isOurs(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || readFileSync(commandLine, 'utf8').includes('start/main');
}
