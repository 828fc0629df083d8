import type { ServiceSchema } from '@postern/platform';
import { FlowsFactorsChallenges20261121 } from './migrations/20261121-flows-factors-challenges.js';
import { WholeLifeOfFactors20261122 } from './migrations/20261122-whole-life-of-factors.js';
import { OrganizationPolicies20261123 } from './migrations/20261123-organization-policies.js';
import { Rollouts20261123 } from './migrations/20261123-rollouts.js';
import { HeldSince20261128 } from './migrations/20261128-held-since.js';

/**
 * No entities: every call of this service is on the path of somebody who waits, so its stores are hand-written SQL, one
 * statement each, and the mapper only runs the migrations. Those are append-only.
 */
export const mfaSchema: ServiceSchema = {
  schema: 'mfa',
  entities: [],
  migrations: [
    FlowsFactorsChallenges20261121,
    WholeLifeOfFactors20261122,
    OrganizationPolicies20261123,
    Rollouts20261123,
    HeldSince20261128,
  ],
};
