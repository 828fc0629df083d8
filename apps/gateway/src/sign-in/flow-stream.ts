import { PassThrough } from 'node:stream';
import { flowState, type FlowView } from '@postern/contracts';
import { createParser } from 'eventsource-parser';
import { flowViewOf } from './flow-replies.js';

const heartbeatMilliseconds = 15_000;

const asEvent = (view: FlowView): string => `event: flow\ndata: ${JSON.stringify(view)}\n\n`;

/**
 * Passes mfa's flow events on as the client may see them, with a comment from time to time so that nobody between here and
 * the client takes the line for dead. Ends with the flow, with mfa's stream, or with `ending`, and then aborts it.
 */
export function flowStream(events: NodeJS.ReadableStream, ending: AbortController): PassThrough {
  const out = new PassThrough();
  const decoder = new TextDecoder();
  const heartbeat = setInterval(() => out.write(': still here\n\n'), heartbeatMilliseconds);

  const end = (): void => {
    clearInterval(heartbeat);
    out.end();
    ending.abort();
    (events as NodeJS.ReadableStream & { destroy(): void }).destroy();
  };
  const parser = createParser({
    onEvent: ({ event, data }) => {
      if (event !== 'flow' || out.writableEnded) return;
      const view = flowViewOf(flowState.parse(JSON.parse(data)));
      out.write(asEvent(view));
      if (view.step.kind === 'complete') end();
    },
  });

  // Sends the headers at once; the first event may be long in coming.
  out.write(': connected\n\n');
  events.on('data', (chunk: Buffer) => {
    try {
      parser.feed(decoder.decode(chunk, { stream: true }));
    } catch {
      // What mfa sends is not what was agreed on: the client comes back, or polls.
      end();
    }
  });
  events.on('error', end);
  events.on('end', end);
  events.on('close', end);
  out.on('close', end);
  if (ending.signal.aborted) end();
  else ending.signal.addEventListener('abort', end, { once: true });
  return out;
}
