import { migrate, readConfig } from '@postern/platform';
import { migrationConfig } from './config.js';
import { gatewaySchema } from './postgres/schema.js';

const { DATABASE_URL } = readConfig(migrationConfig, process.env);
await migrate(DATABASE_URL, gatewaySchema);
