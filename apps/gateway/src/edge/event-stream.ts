import { PassThrough } from 'node:stream';
import { createParser } from 'eventsource-parser';

const heartbeatMilliseconds = 15_000;

/**
 * Server-sent events on their way to a client, with a comment from time to time so that nobody between here and there takes
 * the line for dead. Over when the client leaves, when `ending` is aborted, or at `end()`, which aborts it.
 */
export class EventStream {
  readonly body = new PassThrough();
  private readonly heartbeat = setInterval(() => this.body.write(': still here\n\n'), heartbeatMilliseconds);

  constructor(private readonly ending: AbortController) {
    // Sends the headers at once; the first event may be long in coming.
    this.body.write(': connected\n\n');
    this.body.on('close', () => this.end());
    if (ending.signal.aborted) this.end();
    else ending.signal.addEventListener('abort', () => this.end(), { once: true });
  }

  get over(): boolean {
    return this.body.writableEnded;
  }

  get signal(): AbortSignal {
    return this.ending.signal;
  }

  send(event: string, data: object): void {
    if (!this.over) this.body.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  end(): void {
    clearInterval(this.heartbeat);
    this.body.end();
    this.ending.abort();
  }

  /** Hands each event of another service's stream to `take`; ends with it, and ends it. */
  follow(events: NodeJS.ReadableStream, take: (event: string | undefined, data: string) => void): this {
    const decoder = new TextDecoder();
    const parser = createParser({ onEvent: ({ event, data }) => (this.over ? undefined : take(event, data)) });
    const end = (): void => {
      this.end();
      (events as NodeJS.ReadableStream & { destroy(): void }).destroy();
    };
    events.on('data', (chunk: Buffer) => {
      try {
        parser.feed(decoder.decode(chunk, { stream: true }));
      } catch {
        // What comes is not what was agreed on: the client comes back, or polls.
        end();
      }
    });
    for (const over of ['error', 'end', 'close']) events.on(over, end);
    if (this.signal.aborted) end();
    else this.signal.addEventListener('abort', end, { once: true });
    return this;
  }
}
