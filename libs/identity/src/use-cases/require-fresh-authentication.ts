import type { Clock } from '@postern/kernel';
import type { Aal } from '../session/assurance-level.js';
import { freshSeconds, isRecent, type SessionFacts } from '../session/session.js';
import { reaches } from '../session/assurance-level.js';

export type Freshness =
  { outcome: 'fresh' } | { outcome: 'step-up-required'; required: { aal: Aal; maxAgeSeconds: number } };

/**
 * Before anything that somebody at an unattended screen must not do: the factors, the password or an address are changed
 * only by who has just proven it as well as the account can (S11).
 */
export class RequireFreshAuthentication {
  constructor(private readonly clock: Clock) {}

  execute(session: Pick<SessionFacts, 'aal' | 'highestAal' | 'authenticatedAt'>): Freshness {
    const enough = reaches(session.aal, session.highestAal) && isRecent(session, freshSeconds, this.clock.now());
    return enough
      ? { outcome: 'fresh' }
      : { outcome: 'step-up-required', required: { aal: session.highestAal, maxAgeSeconds: freshSeconds } };
  }
}
