import type { FlowState } from '@postern/contracts';
import { ReadFlow, type FlowCall } from '@postern/mfa-domain';
import { EventStreams, type HijackableReply } from './event-streams.js';
import { FlowReplies } from './flow-replies.js';

/** The states of a flow, one after the other, for somebody who waits. Never with what completes it: that is fetched. */
export class FlowEvents {
  constructor(
    private readonly readFlow: ReadFlow,
    private readonly replies: FlowReplies,
    private readonly streams: EventStreams,
  ) {}

  /** What is wrong from the start is a problem like any other. */
  async stream(call: FlowCall, reply: HijackableReply): Promise<void> {
    const read = async (): Promise<FlowState> =>
      this.replies.shown(await this.replies.settle(this.readFlow.execute(call)));
    const first = await read();
    const isLast = ({ step }: FlowState) => step.kind === 'complete';
    this.streams.follow({ event: 'flow', id: first.id, read, isLast }, first, reply);
  }
}
