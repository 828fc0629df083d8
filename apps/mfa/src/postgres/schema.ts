import type { ServiceSchema } from '@postern/platform';
import { FlowsFactorsChallenges20261121 } from './migrations/20261121-flows-factors-challenges.js';

/**
 * No entities: every call of this service is on the path of somebody who waits, so its stores are hand-written SQL, one
 * statement each, and the mapper only runs the migrations. Those are append-only.
 */
export const mfaSchema: ServiceSchema = {
  schema: 'mfa',
  entities: [],
  migrations: [FlowsFactorsChallenges20261121],
};
