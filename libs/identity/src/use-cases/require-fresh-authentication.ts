import type { Clock } from '@postern/kernel';
import { reaches, type Aal } from '../session/assurance-level.js';
import { freshSeconds, isRecent, type SessionFacts } from '../session/session.js';

export interface Wanted {
  aal: Aal;
  maxAgeSeconds: number;
}

export type Freshness = { outcome: 'fresh' } | { outcome: 'step-up-required'; required: Wanted };

/**
 * Before anything that somebody at an unattended screen must not do: the factors, the password or an address are changed
 * only by who has just proven it as well as the account can (S11).
 */
export class RequireFreshAuthentication {
  constructor(private readonly clock: Clock) {}

  /** What is not wanted in particular is five minutes and the most that the account's factors can prove. */
  execute(
    session: Pick<SessionFacts, 'aal' | 'highestAal' | 'authenticatedAt'>,
    { aal = session.highestAal, maxAgeSeconds = freshSeconds }: Partial<Wanted> = {},
  ): Freshness {
    const enough = reaches(session.aal, aal) && isRecent(session, maxAgeSeconds, this.clock.now());
    return enough ? { outcome: 'fresh' } : { outcome: 'step-up-required', required: { aal, maxAgeSeconds } };
  }
}
