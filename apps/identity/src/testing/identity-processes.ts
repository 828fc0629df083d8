import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Redacted } from '@postern/kernel';
import { spawnFromSources } from '@postern/local-services/from-sources';
import { Database } from '@postern/platform';
import { createMigratedDatabase, randomKeyringText, testTokenKeys, type TestDatabase } from '@postern/platform/testing';
import { identitySchema } from '../postgres/schema.js';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

/** A database, a queue, and services on them in processes of their own, which can be killed. */
export class IdentityProcesses {
  /** All that they have logged. */
  readonly logs: string[] = [];
  private readonly running = new Set<ChildProcess>();

  private constructor(
    private readonly test: TestDatabase,
    readonly database: Database,
    private readonly environment: Record<string, string>,
  ) {}

  static async on(queueUrlOf: (database: TestDatabase) => Redacted): Promise<IdentityProcesses> {
    const test = await createMigratedDatabase(identitySchema);
    const queueUrl = queueUrlOf(test);
    const { signing, trusted } = testTokenKeys();
    return new IdentityProcesses(test, new Database(test.url), {
      ...{ PORT: '0', LOG_LEVEL: 'debug', PUBLIC_URL: 'https://sign-in.example.test' },
      ...{ DATABASE_URL: test.url.reveal(), QUEUE_URL: queueUrl.reveal() },
      ...{ SIGNING_KEYS: JSON.stringify(signing.identity.reveal()), TRUSTED_KEYS: JSON.stringify(trusted) },
      ...{ LINK_KEYS: randomKeyringText(), SEALING_KEYS: randomKeyringText(), AUDIT_KEYS: randomKeyringText() },
    });
  }

  get queueUrl(): string {
    return this.environment['QUEUE_URL'] as string;
  }

  /** Ready when it resolves. */
  async start(): Promise<ChildProcess> {
    const child = spawnFromSources(main, this.environment);
    this.running.add(child);
    const lines = createInterface({ input: child.stdout });
    await new Promise<void>((resolve, reject) => {
      lines.on('line', (line) => {
        this.logs.push(line);
        if (line.includes('successfully started')) resolve();
      });
      child.once('exit', (code) => reject(new Error(`identity ended with ${code}`)));
    });
    return child;
  }

  async kill(child: ChildProcess): Promise<void> {
    this.running.delete(child);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  async end(): Promise<void> {
    await Promise.all([...this.running].map((child) => this.kill(child)));
    await this.database.onApplicationShutdown();
    await this.test.drop();
  }
}
