import { Problem, type RateLimiter } from '@postern/platform';
import { limitKey, refuseUnlessAllowed } from './limits.js';

/**
 * Wrong passwords for one name from one address. Only failures count, whether or not there is such an account, and whoever
 * has used them up is refused before the password is looked at, a right one too (S20, S21). A stranger elsewhere has a
 * count of their own and cannot lock the owner out.
 */
export class FailedPasswords {
  private readonly waiting = new Map<string, Promise<unknown>>();

  constructor(private readonly limiter: RateLimiter) {}

  /** Runs `attempt`, and counts it if it throws `sign_in.rejected`. */
  watch<Result>(source: string, identifier: string, attempt: () => Promise<Result>): Promise<Result> {
    // Spellings of one name share a count, so that upper and lower case do not multiply it.
    const key = limitKey(source, identifier.trim().normalize('NFKC').toLowerCase());
    return this.oneAtATime(key, async () => {
      refuseUnlessAllowed(await this.limiter.check(key));
      try {
        return await attempt();
      } catch (error) {
        if (error instanceof Problem && error.code === 'sign_in.rejected') await this.limiter.consume(key);
        throw error;
      }
    });
  }

  /** Guesses made in parallel wait for each other: otherwise all would pass the check before the first one counts. */
  private async oneAtATime<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const result = (this.waiting.get(key) ?? Promise.resolve()).then(work);
    const settled = result.catch(() => undefined);
    this.waiting.set(key, settled);
    try {
      return await result;
    } finally {
      if (this.waiting.get(key) === settled) this.waiting.delete(key);
    }
  }
}
