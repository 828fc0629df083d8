import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from './free-port.ts';

/** Whether `redis-server` is on the PATH. */
export function hasRedis(): boolean {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A Redis of our own, without persistence. */
export class RedisServer {
  readonly url: string;
  private readonly process: ChildProcess;

  private constructor(process: ChildProcess, port: number) {
    this.process = process;
    this.url = `redis://127.0.0.1:${port}`;
  }

  /** On the given port, or on a free one. Resolves once it takes connections. */
  static async start(options: { port?: number } = {}): Promise<RedisServer> {
    const port = options.port ?? (await freePort());
    const settings = { port, bind: '127.0.0.1', save: '', appendonly: 'no', 'maxmemory-policy': 'noeviction' };
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
    // Detached: Ctrl-C must not end it before those who use it.
    const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
    await new Promise<void>((ready, fail) => {
      child.stdout.on('data', (chunk: Buffer) => {
        if (chunk.toString().includes('Ready to accept connections')) ready();
      });
      child.once('exit', (code) => fail(new Error(`redis-server ended with ${code}`)));
    });
    return new RedisServer(child, port);
  }

  get pid(): number {
    return this.process.pid as number;
  }

  /** `SIGKILL` ends it as a crash would. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, 'exit');
    this.process.kill(signal);
    await ended;
  }
}
