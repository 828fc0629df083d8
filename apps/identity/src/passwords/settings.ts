import type { PasswordPolicy } from '@postern/identity-domain';
import type { AdministrationConfig } from '../config.js';
import type { Argon2Settings } from './argon2-hasher.js';

export const argon2Settings = (config: AdministrationConfig): Argon2Settings => ({
  memoryKib: config.ARGON2_MEMORY_KIB,
  passes: config.ARGON2_PASSES,
  lanes: config.ARGON2_LANES,
  concurrency: config.HASHING_CONCURRENCY,
  queueLength: config.HASHING_QUEUE,
});

/** S1: eight characters are enough only where a second factor is always asked, which new accounts owe to the cut-off. */
export const passwordRules = (config: AdministrationConfig, now = new Date()): PasswordPolicy['rules'] => ({
  minLength: config.ENROLLMENT_REQUIRED_FROM <= now ? 8 : 15,
  productNames: ['Postern', config.PRODUCT_NAME],
});
