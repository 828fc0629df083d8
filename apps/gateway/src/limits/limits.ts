import { hash } from 'node:crypto';
import { Problem, type LimitOutcome, type RateLimiter, type RateLimits } from '@postern/platform';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { GatewayConfig } from '../config.js';

/** What is kept about somebody must not tell who it is. */
export const limitKey = (...parts: string[]): string => hash('sha256', parts.join('\n'), 'base64url');

/** @throws Problem `request.rate_limited`, the same whoever asks for whatever account (S20). */
export function refuseUnlessAllowed(outcome: LimitOutcome): void {
  if (outcome.allowed) return;
  throw new Problem('request.rate_limited', {
    detail: 'Wait a little, then try again.',
    retryAfterSeconds: outcome.retryAfterSeconds,
  });
}

/** How often one client address may do what costs us something; counted in the store that all replicas share (S21). */
export class Limits {
  private readonly signIns: RateLimiter;
  private readonly registrations: RateLimiter;
  private readonly emailVerifications: RateLimiter;
  private readonly flowCalls: RateLimiterMemory;

  constructor(stored: RateLimits, config: GatewayConfig) {
    const limiter = (name: string, points: number, durationSeconds: number) =>
      stored.create({ name, points, durationSeconds });
    this.signIns = limiter('sign-in', config.LIMIT_SIGN_INS_PER_MINUTE, 60);
    this.registrations = limiter('register', config.LIMIT_REGISTRATIONS_PER_HOUR, 3600);
    this.emailVerifications = limiter('verify-email', config.LIMIT_EMAIL_VERIFICATIONS_PER_MINUTE, 60);
    this.flowCalls = new RateLimiterMemory({ points: config.LIMIT_FLOW_CALLS_PER_MINUTE, duration: 60 });
  }

  async signIn(source: string): Promise<void> {
    refuseUnlessAllowed(await this.signIns.consume(limitKey(source)));
  }

  async registration(source: string): Promise<void> {
    refuseUnlessAllowed(await this.registrations.consume(limitKey(source)));
  }

  async emailVerification(source: string): Promise<void> {
    refuseUnlessAllowed(await this.emailVerifications.consume(limitKey(source)));
  }

  /**
   * A brake on clients that run wild, counted in this process alone: guesses and messages have budgets of their own in the
   * mfa service, and a write to the shared store would cost more than the call itself.
   */
  async flowCall(flowToken: string): Promise<void> {
    const refusal = await this.flowCalls.consume(limitKey(flowToken)).then(
      () => undefined,
      (refused: { msBeforeNext: number }) => refused,
    );
    if (refusal) refuseUnlessAllowed({ allowed: false, retryAfterSeconds: Math.ceil(refusal.msBeforeNext / 1000) });
  }
}
