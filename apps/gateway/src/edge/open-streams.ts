import { Problem } from '@postern/platform';

const mostPerToken = 5;
const mostPerSource = 100;

/** The event streams that are open in this process: bounded for each flow, session and address, and all ended at shutdown. */
export class OpenStreams {
  private readonly counts = new Map<string, number>();
  private readonly streams = new Set<AbortController>();

  /**
   * Aborting the controller that is handed out, by whichever side, gives the place back.
   *
   * @throws Problem `request.rate_limited` when too many are open already.
   */
  open(token: string, source: string): AbortController {
    const keys = [`token ${token}`, `source ${source}`] as const;
    if (this.count(keys[0]) >= mostPerToken || this.count(keys[1]) >= mostPerSource) {
      throw new Problem('request.rate_limited', {
        detail: 'Too many event streams are open. Close one, or read again from time to time.',
        retryAfterSeconds: 5,
      });
    }
    const stream = new AbortController();
    this.streams.add(stream);
    for (const key of keys) this.counts.set(key, this.count(key) + 1);
    stream.signal.addEventListener('abort', () => this.giveBack(stream, keys), { once: true });
    return stream;
  }

  /** The server waits for open replies before it closes, so streams have to end first. */
  beforeApplicationShutdown(): void {
    for (const stream of [...this.streams]) stream.abort();
  }

  private giveBack(stream: AbortController, keys: readonly string[]): void {
    this.streams.delete(stream);
    for (const key of keys) {
      if (this.count(key) <= 1) this.counts.delete(key);
      else this.counts.set(key, this.count(key) - 1);
    }
  }

  private count(key: string): number {
    return this.counts.get(key) ?? 0;
  }
}
