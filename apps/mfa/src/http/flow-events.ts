import type { ServerResponse } from 'node:http';
import { type OnModuleDestroy } from '@nestjs/common';
import type { FlowState } from '@postern/contracts';
import { ReadFlow, type FlowCall } from '@postern/mfa-domain';
import { FlowChanges } from '../postgres/flow-changes.js';
import { FlowReplies } from './flow-replies.js';

/** Proxies cut connections that are silent for longer. */
const heartbeatMilliseconds = 15_000;
/** How late a signal that was missed is noticed. */
const lookMilliseconds = 5_000;
const longestMilliseconds = 10 * 60_000;

/** The states of a flow, one after the other, for somebody who waits. Never with what completes it: that is fetched. */
export class FlowEvents implements OnModuleDestroy {
  private readonly open = new Set<() => void>();

  constructor(
    private readonly readFlow: ReadFlow,
    private readonly replies: FlowReplies,
    private readonly changes: FlowChanges,
  ) {}

  async read(call: FlowCall): Promise<FlowState> {
    return this.replies.shown(await this.replies.settle(this.readFlow.execute(call)));
  }

  /** Sends `first` at once and each change after it; ends with the flow, after ten minutes, or when the service stops. */
  follow(call: FlowCall, first: FlowState, stream: ServerResponse): void {
    let last = '';
    const send = (state: FlowState): void => {
      const data = JSON.stringify(state);
      if (data === last || stream.writableEnded) return;
      last = data;
      stream.write(`event: flow\ndata: ${data}\n\n`);
      if (state.step.kind === 'complete') end();
    };
    const look = inTurn(async () => {
      // A flow that is over, or that cannot be read: whoever waits asks again and is told which.
      await this.read(call).then(send, end);
    });
    const timers = [
      setInterval(() => stream.write(': still here\n\n'), heartbeatMilliseconds),
      setInterval(look, lookMilliseconds),
      setTimeout(() => end(), longestMilliseconds),
    ];
    const unwatch = this.changes.watch(first.id, look);
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
