import { createHttpApp, createLogger, listen, type LogOptions, type RunningService } from '@postern/platform';
import type { IdentityConfig } from './config.js';
import { takeMemberFiles } from './imports/take-member-files.js';
import { IdentityModule } from './identity.module.js';

/** Starts the service on a migrated database. */
export async function startIdentity(
  config: IdentityConfig,
  { logDestination }: { logDestination?: LogOptions['destination'] } = {},
): Promise<RunningService> {
  const logger = createLogger({ service: 'identity', level: config.LOG_LEVEL, destination: logDestination });
  const app = await createHttpApp(IdentityModule.forConfig(config), { logger, trustRequestId: true });
  takeMemberFiles(app);
  return listen(app, { host: config.HOST, port: config.PORT });
}
