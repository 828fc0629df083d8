export * from './in-memory-rollouts.js';
export * from './rollout-world.js';
export * from './rollouts.contract.js';
