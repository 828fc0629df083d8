import { hash } from 'node:crypto';
import { Problem, type LimitOutcome, type RateLimiter, type RateLimits } from '@postern/platform';
import type { GatewayConfig } from '../config.js';
import { ProcessLimit } from './process-limit.js';

/** What is kept about somebody must not tell who it is. */
export const limitKey = (...parts: string[]): string => hash('sha256', parts.join('\n'), 'base64url');

/** Spellings of one name share a count, so that upper and lower case do not multiply it. */
export const sameName = (name: string): string => name.trim().normalize('NFKC').toLowerCase();

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
  private readonly passkeyChallenges: RateLimiter;
  private readonly registrations: RateLimiter;
  private readonly links: RateLimiter;
  private readonly recoveries: RateLimiter;
  private readonly recoveriesOfName: RateLimiter;
  private readonly flowCalls: ProcessLimit;
  private readonly sessionCalls: ProcessLimit;
  private readonly publicReads: ProcessLimit;

  constructor(stored: RateLimits, config: GatewayConfig) {
    const limiter = (name: string, points: number, durationSeconds: number) =>
      stored.create({ name, points, durationSeconds });
    this.signIns = limiter('sign-in', config.LIMIT_SIGN_INS_PER_MINUTE, 60);
    this.passkeyChallenges = limiter('passkey', config.LIMIT_SIGN_INS_PER_MINUTE, 60);
    this.registrations = limiter('register', config.LIMIT_REGISTRATIONS_PER_HOUR, 3600);
    this.links = limiter('verify-email', config.LIMIT_EMAIL_VERIFICATIONS_PER_MINUTE, 60);
    this.recoveries = limiter('recovery', config.LIMIT_RECOVERIES_PER_HOUR, 3600);
    this.recoveriesOfName = limiter('recovery-name', config.LIMIT_RECOVERIES_PER_NAME_PER_HOUR, 3600);
    this.flowCalls = new ProcessLimit(config.LIMIT_FLOW_CALLS_PER_MINUTE);
    this.sessionCalls = new ProcessLimit(config.LIMIT_SESSION_CALLS_PER_MINUTE);
    this.publicReads = new ProcessLimit(config.LIMIT_PUBLIC_READS_PER_MINUTE);
  }

  async signIn(source: string): Promise<void> {
    refuseUnlessAllowed(await this.signIns.consume(limitKey(source)));
  }

  async passkeyChallenge(source: string): Promise<void> {
    refuseUnlessAllowed(await this.passkeyChallenges.consume(limitKey(source)));
  }

  async registration(source: string): Promise<void> {
    refuseUnlessAllowed(await this.registrations.consume(limitKey(source)));
  }

  /** Use of a link that came by e-mail, whichever: guessing one is guessing all. */
  async link(source: string): Promise<void> {
    refuseUnlessAllowed(await this.links.consume(limitKey(source)));
  }

  /**
   * Counted before anybody looks whether there is such an account (S20). A name counts for each source by itself: a stranger
   * must not use up what the owner has, and the mails that one address gets are capped where they are sent.
   */
  async recovery(source: string, name: string): Promise<void> {
    refuseUnlessAllowed(await this.recoveries.consume(limitKey(source)));
    refuseUnlessAllowed(await this.recoveriesOfName.consume(limitKey(source, sameName(name))));
  }

  /** Guesses and messages have budgets of their own in the mfa service; this is for clients that run wild. */
  async flowCall(flowToken: string): Promise<void> {
    refuseUnlessAllowed(await this.flowCalls.consume(limitKey(flowToken)));
  }

  async sessionCall(sessionToken: string): Promise<void> {
    refuseUnlessAllowed(await this.sessionCalls.consume(limitKey(sessionToken)));
  }

  /** What anybody may read without any token. */
  async publicRead(source: string): Promise<void> {
    refuseUnlessAllowed(await this.publicReads.consume(limitKey(source)));
  }
}
