import { migrationsContract } from '@postern/platform/testing';
import { notificationsSchema } from './schema.js';

describe('The migrations of notifications', () => migrationsContract(notificationsSchema));
