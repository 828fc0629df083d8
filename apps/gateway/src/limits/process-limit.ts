import type { LimitOutcome } from '@postern/platform';
import { RateLimiterMemory } from 'rate-limiter-flexible';

/**
 * A brake on clients that run wild, counted in this process alone: a write to the shared store would cost more than what it
 * counts.
 */
export class ProcessLimit {
  private readonly limiter: RateLimiterMemory;

  constructor(perMinute: number) {
    this.limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  }

  async consume(key: string): Promise<LimitOutcome> {
    const refusal = await this.limiter.consume(key).then(
      () => undefined,
      (refused: { msBeforeNext: number }) => refused,
    );
    return refusal ? { allowed: false, retryAfterSeconds: Math.ceil(refusal.msBeforeNext / 1000) } : { allowed: true };
  }
}
