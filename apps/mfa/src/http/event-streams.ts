import type { ServerResponse } from 'node:http';
import type { OnModuleDestroy } from '@nestjs/common';
import { FlowChanges } from '../postgres/flow-changes.js';

/** Proxies cut connections that are silent for longer. */
const heartbeatMilliseconds = 15_000;
/** How late a signal that was missed is noticed. */
const lookMilliseconds = 5_000;
const longestMilliseconds = 10 * 60_000;

/** The part of Fastify's reply that leaves the connection to us. */
export interface HijackableReply {
  hijack(): void;
  raw: ServerResponse;
}

export interface Followed<State> {
  /** Name of each event. */
  event: string;
  /** Whose changes are announced. */
  id: string;
  /** The state as it is now; whoever waits is sent home when it cannot be read. */
  read: () => Promise<State>;
  /** After it nothing comes any more. */
  isLast: (state: State) => boolean;
  /** The least time between two looks, in milliseconds, where it changes faster than anybody can see. */
  pause?: number;
}

/** The states of something, one after the other, for somebody who waits (server-sent events). */
export class EventStreams implements OnModuleDestroy {
  private readonly open = new Set<() => void>();

  constructor(private readonly changes: FlowChanges) {}

  /** Sends `first` at once and each change after it; ends with the last one, after ten minutes, or when the service stops. */
  follow<State>({ event, id, read, isLast, pause = 0 }: Followed<State>, first: State, reply: HijackableReply): void {
    reply.hijack();
    const stream = reply.raw;
    stream.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    let last = '';
    const send = (state: State): void => {
      const data = JSON.stringify(state);
      if (data === last || stream.writableEnded) return;
      last = data;
      stream.write(`event: ${event}\ndata: ${data}\n\n`);
      if (isLast(state)) end();
    };
    const look = inTurn(async () => {
      // What is over, or cannot be read: whoever waits asks again and is told which.
      await read().then(send, end);
      if (pause > 0 && !stream.writableEnded) await new Promise((resolve) => setTimeout(resolve, pause).unref());
    });
    const timers = [
      setInterval(() => stream.write(': still here\n\n'), heartbeatMilliseconds),
      setInterval(look, lookMilliseconds),
      setTimeout(() => end(), longestMilliseconds),
    ];
    const unwatch = this.changes.watch(id, look);
    const end = (): void => {
      this.open.delete(end);
      unwatch();
      timers.forEach(clearInterval);
      if (!stream.writableEnded) stream.end();
    };
    this.open.add(end);
    stream.once('close', end).once('error', end);
    // Whoever left before it began is not heard leaving any more.
    if (stream.destroyed) return end();
    send(first);
    // What happened between the first look and the watch.
    look();
  }

  /** Before the server closes, which waits for what is open. */
  onModuleDestroy(): void {
    for (const end of this.open) end();
  }
}

/** Runs `work` one at a time; whatever is asked for meanwhile is done once more after it. */
function inTurn(work: () => Promise<void>): () => void {
  let running = false;
  let again = false;
  const run = async (): Promise<void> => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    do {
      again = false;
      await work();
    } while (again);
    running = false;
  };
  return () => void run();
}
