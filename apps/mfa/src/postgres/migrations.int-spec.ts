import { migrationsContract } from '@postern/platform/testing/migrations';
import { mfaSchema } from './schema.js';

describe('The migrations of mfa', () => migrationsContract(mfaSchema));
