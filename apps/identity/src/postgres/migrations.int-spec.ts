import { migrationsContract } from '@postern/platform/testing/migrations';
import { identitySchema } from './schema.js';

describe('The migrations of identity', () => migrationsContract(identitySchema));
