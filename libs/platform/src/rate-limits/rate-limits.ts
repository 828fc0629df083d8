import { Redacted } from '@postern/kernel';
import { Redis } from 'ioredis';
import { Logger } from '@nestjs/common';
import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import type { Database } from '../postgres/database.js';
import { isRedis } from '../queue/backend.js';

/** First version of the table that the limits live in where there is no Redis; append-only like the outbox tables. */
export const rateLimitTableV1 = (schema: string): string => `
create table "${schema}".rate_limits (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);
create index on "${schema}".rate_limits (expire);
`;

export interface Limit {
  /** Stable name, part of the key. */
  name: string;
  /** How many are allowed within the duration. */
  points: number;
  durationSeconds: number;
  /** How long it is refused once the limit is passed; the rest of the duration unless told. */
  blockSeconds?: number;
}

/** `{ allowed: false }` carries the wait in seconds. */
export type LimitOutcome = { allowed: true } | { allowed: false; retryAfterSeconds: number };

/** Counts in the shared store, atomically, so that N replicas hold one limit together (S21). */
export class RateLimiter {
  constructor(private readonly limiter: RateLimiterAbstract) {}

  /** Counts one (or `points`) and says whether it is still within the limit. */
  async consume(key: string, points = 1): Promise<LimitOutcome> {
    return this.outcome(() => this.limiter.consume(key, points));
  }

  /** Says whether the next one would be within the limit, without counting. */
  async check(key: string): Promise<LimitOutcome> {
    const held = await this.limiter.get(key);
    if (!held || held.consumedPoints < this.limiter.points) return { allowed: true };
    return { allowed: false, retryAfterSeconds: Math.ceil(held.msBeforeNext / 1000) };
  }

  async reset(key: string): Promise<void> {
    await this.limiter.delete(key);
  }

  private async outcome(work: () => Promise<unknown>): Promise<LimitOutcome> {
    try {
      await work();
      return { allowed: true };
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes)
        return { allowed: false, retryAfterSeconds: Math.ceil(refusal.msBeforeNext / 1000) };
      throw refusal;
    }
  }
}

/**
 * Makes limiters on Redis when the queues are there, otherwise on PostgreSQL. While the store is away each process counts by
 * itself with the same limit: neither open to all nor closed to all.
 */
export class RateLimits {
  private readonly redis: Redis | undefined;

  constructor(
    queueUrl: Redacted,
    private readonly schema: string,
    private readonly database: Database,
  ) {
    if (isRedis(queueUrl)) {
      this.redis = new Redis(queueUrl.reveal(), {
        enableOfflineQueue: false,
        maxRetriesPerRequest: 1,
        lazyConnect: false,
      });
      this.redis.on('error', (error) => new Logger('RateLimits').debug(`Redis: ${error.message}`));
    }
  }

  create(limit: Limit): RateLimiter {
    const options = {
      keyPrefix: limit.name,
      points: limit.points,
      duration: limit.durationSeconds,
      ...(limit.blockSeconds === undefined ? {} : { blockDuration: limit.blockSeconds }),
    };
    const insuranceLimiter = new RateLimiterMemory(options);
    return new RateLimiter(
      this.redis
        ? new RateLimiterRedis({ ...options, storeClient: this.redis, insuranceLimiter })
        : new RateLimiterPostgres({
            ...options,
            storeClient: this.database.pool,
            storeType: 'pool',
            schemaName: this.schema,
            tableName: 'rate_limits',
            tableCreated: true,
            insuranceLimiter,
            // Once a key is over its limit this process refuses it without asking the store.
            inMemoryBlockOnConsumed: limit.points + 1,
          }),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    await this.redis?.quit().catch(() => this.redis?.disconnect());
  }
}
