import { Injectable } from '@nestjs/common';
import { rolloutView } from '@postern/contracts';
import { Problem } from '@postern/platform';
import { EventStream } from '../edge/event-stream.js';
import type { SessionCall } from '../services/calls.js';
import { MfaRollouts } from '../services/mfa-administration.js';
import { CurrentOrganization } from './current-organization.js';

const askedEveryMilliseconds = 1000;
const goesOn = new Set(['processing', 'paused']);

/** Passes on what mfa tells of a rollout, for as long as identity says that whoever follows it may. */
@Injectable()
export class RolloutProgress {
  constructor(
    private readonly organization: CurrentOrganization,
    private readonly rollouts: MfaRollouts,
  ) {}

  /** @throws Problem `organization.not_found`, `rollout.not_found`. */
  async follow(id: string, rolloutId: string, call: SessionCall, ending: AbortController): Promise<EventStream> {
    const word = (by: SessionCall) => this.organization.word({ permission: 'read' }, id, by);
    const events = await this.rollouts.events(rolloutId, await word(call), ending.signal);
    const out = new EventStream(ending);
    this.endWhenForbidden(() => word({ ...call, unattended: true }), out);
    return out.follow(events, (event, data) => {
      if (event !== 'rollout') return;
      const view = rolloutView.parse(JSON.parse(data));
      out.send('rollout', view);
      if (!goesOn.has(view.state)) out.end();
    });
  }

  /** A session that has ended, and a role that was taken away, count here within a second as well (S15). */
  private endWhenForbidden(ask: () => Promise<unknown>, out: EventStream): void {
    const timer = setInterval(() => {
      // That identity is away for a moment says nothing about anybody.
      ask().catch((error) => {
        if (error instanceof Problem && error.status < 500) out.end();
      });
    }, askedEveryMilliseconds);
    out.signal.addEventListener('abort', () => clearInterval(timer), { once: true });
    if (out.signal.aborted) clearInterval(timer);
  }
}
