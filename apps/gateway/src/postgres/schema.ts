import type { ServiceSchema } from '@postern/platform';
import { RateLimitsV1 } from './migrations/rate-limits-v1.js';

/** Append-only: a change is a new migration at the end, never an edit of one that has been released. */
export const gatewaySchema: ServiceSchema = {
  schema: 'gateway',
  entities: [],
  migrations: [{ name: '2026-11-21-rate-limits', class: RateLimitsV1 }],
};
