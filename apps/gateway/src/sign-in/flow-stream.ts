import { flowState } from '@postern/contracts';
import { EventStream } from '../edge/event-stream.js';
import { flowViewOf } from './flow-replies.js';

/** Passes mfa's flow events on as the client may see them. Ends with the flow, with mfa's stream, or with `ending`. */
export function flowStream(events: NodeJS.ReadableStream, ending: AbortController): EventStream {
  const out = new EventStream(ending);
  return out.follow(events, (event, data) => {
    if (event !== 'flow') return;
    const view = flowViewOf(flowState.parse(JSON.parse(data)));
    out.send('flow', view);
    if (view.step.kind === 'complete') out.end();
  });
}
