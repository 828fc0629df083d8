import { migrationsContract } from '@postern/platform/testing/migrations';
import { notificationsSchema } from './schema.js';

describe('The migrations of notifications', () => migrationsContract(notificationsSchema));
