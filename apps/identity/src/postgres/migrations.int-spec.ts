import { migrationsContract } from '@postern/platform/testing';
import { identitySchema } from './schema.js';

describe('The migrations of identity', () => migrationsContract(identitySchema));
