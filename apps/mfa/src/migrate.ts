import { migrate, migrateQueues, readConfig } from '@postern/platform';
import { migrationConfig } from './config.js';
import { mfaSchema } from './postgres/schema.js';

const { DATABASE_URL, QUEUE_URL } = readConfig(migrationConfig, process.env);
await migrate(DATABASE_URL, mfaSchema);
await migrateQueues(QUEUE_URL);
