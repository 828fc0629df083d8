import { Logger, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '@postern/platform';

const connect = ({ pool }: Database) => pool.connect();
type Client = Awaited<ReturnType<typeof connect>>;

const channel = 'mfa_flow_changed';
const reconnectMilliseconds = 1_000;

/**
 * Tells those who wait for a flow, or watch a rollout, that it was changed from elsewhere: by a link that was opened on another
 * device, by a message, perhaps through another replica. One listening connection a process, taken when somebody waits for the first time. A signal may
 * be missed while it is away, so whoever waits looks now and then by itself.
 */
export class FlowChanges implements OnModuleDestroy {
  private readonly logger = new Logger('FlowChanges');
  private readonly waiting = new Map<string, Set<() => void>>();
  private listening: Promise<Client | null> | undefined;
  private reconnect: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(private readonly database: Database) {}

  /** Rare, and after the commit: a NOTIFY in every transaction would cost more than all the rest. */
  async announce(id: string): Promise<void> {
    await this.database
      .query('mfa.flow.announce', 'select pg_notify($1, $2)', [channel, id])
      // The change itself is committed; those who wait find it at their next look.
      .catch((error: Error) => this.logger.warn(`A change was not announced: ${error.message}`));
  }

  /** Calls `onChange` after each change until the returned function is called. */
  watch(id: string, onChange: () => void): () => void {
    this.listen();
    const watchers = this.waiting.get(id) ?? new Set();
    this.waiting.set(id, watchers.add(onChange));
    return () => {
      watchers.delete(onChange);
      if (watchers.size === 0 && this.waiting.get(id) === watchers) this.waiting.delete(id);
    };
  }

  async onModuleDestroy(): Promise<void> {
    this.closed = true;
    clearTimeout(this.reconnect);
    const client = await this.listening;
    // Not back into the pool, where it would go on listening.
    client?.release(true);
  }

  private listen(): void {
    if (this.closed) return;
    this.listening ??= this.open().catch((error: Error) => {
      this.lost(error);
      return null;
    });
  }

  private async open(): Promise<Client> {
    const client = await connect(this.database);
    let usable = false;
    client.on('error', (error) => {
      // While it is being set up, the failing statement says the same; once it is given back, nobody has to be told.
      if (!usable || this.closed) return;
      usable = false;
      client.release(error);
      this.lost(error);
    });
    client.on('notification', ({ payload }) => {
      for (const onChange of this.waiting.get(payload ?? '') ?? []) onChange();
    });
    try {
      await client.query(`listen ${channel}`);
    } catch (error) {
      client.release(true);
      throw error;
    }
    usable = true;
    // What was announced before the server listened was not heard.
    for (const watchers of this.waiting.values()) for (const onChange of watchers) onChange();
    return client;
  }

  private lost(error: Error): void {
    if (this.closed) return;
    this.logger.warn(`Changes are not heard of for the moment: ${error.message}`);
    this.listening = undefined;
    this.reconnect = setTimeout(() => this.listen(), reconnectMilliseconds);
    this.reconnect.unref();
  }
}
