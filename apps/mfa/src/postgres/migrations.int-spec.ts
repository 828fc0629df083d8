import { migrationsContract } from '@postern/platform/testing';
import { mfaSchema } from './schema.js';

describe('The migrations of mfa', () => migrationsContract(mfaSchema));
