import { Problem, type RateLimiter } from '@postern/platform';
import { limitKey, refuseUnlessAllowed, sameName } from './limits.js';

const wrongPassword = ['sign_in.rejected', 'account.password_rejected'];

/**
 * Wrong passwords for one name from one address. Only failures count, whether or not there is such an account, and whoever
 * has used them up is refused before the password is looked at, a right one too (S20, S21). A stranger elsewhere has a
 * count of their own and cannot lock the owner out.
 */
export class FailedPasswords {
  private readonly waiting = new Map<string, Promise<unknown>>();

  constructor(private readonly limiter: RateLimiter) {}

  /** Runs `attempt`, and counts it if it throws that the password was wrong. */
  watch<Result>(source: string, identifier: string, attempt: () => Promise<Result>): Promise<Result> {
    const key = limitKey(source, sameName(identifier));
    return this.oneAtATime(key, async () => {
      refuseUnlessAllowed(await this.limiter.check(key));
      try {
        return await attempt();
      } catch (error) {
        if (error instanceof Problem && wrongPassword.includes(error.code)) await this.limiter.consume(key);
        throw error;
      }
    });
  }

  /** Wrong passwords of somebody who is in the middle of something already, and so named by account. */
  watchAccount<Result>(source: string, accountId: string, attempt: () => Promise<Result>): Promise<Result> {
    return this.watch(source, `account ${accountId}`, attempt);
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
