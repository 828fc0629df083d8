import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What a child process can be asked for; each call has at most one argument. Dates and buffers travel as they are. */
export type Api = Record<string, (argument: never) => unknown>;

type Answer<Result> = Promise<Awaited<Result>>;

interface Request {
  id: number;
  name: string;
  argument: unknown;
}
type Reply = { id: number; result: unknown } | { id: number; error: string };

/** A process of our own that ends with us. It can be frozen, so that it takes no part in what is measured beside it. */
export class Child<Calls extends Api> {
  private readonly process: ChildProcess;
  private readonly waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();
  private calls = 0;

  constructor(script: URL | string, environment: Record<string, string> = {}, nodeOptions: string[] = []) {
    this.process = fork(script, [], {
      execArgv: nodeOptions,
      env: { ...process.env, ...environment },
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.process.on('message', (reply: Reply) => {
      const caller = this.waiting.get(reply.id);
      this.waiting.delete(reply.id);
      if ('error' in reply) caller?.reject(new Error(reply.error));
      else caller?.resolve(reply.result as never);
    });
    this.process.once('exit', (code, signal) => {
      for (const { reject } of this.waiting.values()) reject(new Error(`${String(script)} ended: ${code ?? signal}`));
      this.waiting.clear();
    });
  }

  get pid(): number {
    return this.process.pid as number;
  }

  get ended(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /** We end when all else is done, and it does then. */
  unref(): void {
    this.process.unref();
    this.process.channel?.unref();
  }

  call<Name extends keyof Calls & string>(
    name: Name,
    ...argument: Parameters<Calls[Name]>
  ): Answer<ReturnType<Calls[Name]>> {
    return new Promise<never>((resolve, reject) => {
      const id = ++this.calls;
      this.waiting.set(id, { resolve, reject });
      this.process.send({ id, name, argument: argument[0] } satisfies Request, (error) => error && reject(error));
    });
  }

  freeze(): void {
    this.process.kill('SIGSTOP');
  }

  thaw(): void {
    this.process.kill('SIGCONT');
  }

  /** Ends it in order, or after ten seconds without. */
  async stop(): Promise<void> {
    if (this.ended) return;
    const ended = once(this.process, 'exit');
    this.thaw();
    if (this.process.connected) this.process.disconnect();
    const timer = setTimeout(() => this.process.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(timer);
  }
}

/** The other side: answers calls until the parent lets go or is gone, then closes and ends. */
export function serve<Calls extends Api>(calls: Calls, close: () => Promise<unknown>): void {
  // Ctrl-C reaches the whole group: the parent decides what ends when.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => undefined);
  process.once('disconnect', () => {
    // The parent may have been killed while another child was frozen, which could not notice then.
    process.kill(0, 'SIGCONT');
    setTimeout(() => process.exit(1), 8_000).unref();
    void close().finally(() => process.exit(0));
  });
  process.on('message', (message: unknown) => {
    const { id, name, argument } = message as Request;
    const reply = (answer: Reply) => process.connected && process.send?.(answer);
    void (async () => (calls[name] as (argument: unknown) => unknown)(argument))().then(
      (result) => reply({ id, result }),
      (error: unknown) => reply({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
}
