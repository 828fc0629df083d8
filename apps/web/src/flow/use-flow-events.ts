import type { FlowStepKind, FlowView } from '@postern/contracts';
import { useEffect } from 'react';
import { pollFlow, rereadFlow } from './current-flow';

/** Where the line is cut by something in between, or never opens. */
const pollMilliseconds = 4000;

/**
 * Notices when the flow moves on without this page, such as when a link is opened on another device: the server says so,
 * and is asked from time to time in case the line to it is dead.
 */
export function useFlowEvents(shown: FlowStepKind): void {
  useEffect(() => {
    // Some browsers are told to do without: asking from time to time is enough.
    const events = 'EventSource' in window ? new EventSource('/v1/sign-ins/current/events') : undefined;
    events?.addEventListener('flow', ({ data }: MessageEvent<string>) => {
      const { step } = JSON.parse(data) as FlowView;
      // The events say where it stands; only reading it brings the session that its end is worth.
      if (step.kind !== shown) void rereadFlow();
    });
    const poll = setInterval(() => void pollFlow(), pollMilliseconds);
    return () => {
      clearInterval(poll);
      events?.close();
    };
  }, [shown]);
}
