import { migrationConfig } from '@postern/identity/config';
import { readConfig } from '@postern/platform';
import { migrateAll } from './index.js';

/** For installations whose services share one database; where they do not, each service has a `migrate.js` of its own. */
const { DATABASE_URL, QUEUE_URL } = readConfig(migrationConfig, process.env);
await migrateAll({ databaseUrl: DATABASE_URL.reveal(), queueUrl: QUEUE_URL.reveal() });
