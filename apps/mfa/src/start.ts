import { createHttpApp, createLogger, listen, type LogOptions, type RunningService } from '@postern/platform';
import type { MfaConfig } from './config.js';
import { MfaModule } from './mfa.module.js';

/** Starts the service on a migrated database. */
export async function startMfa(
  config: MfaConfig,
  { logDestination }: { logDestination?: LogOptions['destination'] } = {},
): Promise<RunningService> {
  const logger = createLogger({ service: 'mfa', level: config.LOG_LEVEL, destination: logDestination });
  const app = await createHttpApp(MfaModule.forConfig(config), { logger, trustRequestId: true });
  return listen(app, { host: config.HOST, port: config.PORT });
}
