import { createHttpApp, createLogger, listen, type LogOptions, type RunningService } from '@postern/platform';
import type { NotificationsConfig } from './config.js';
import { NotificationsModule } from './notifications.module.js';

/** One worker, with the endpoints that say how it is. Start as many as the work needs. */
export async function startNotifications(
  config: NotificationsConfig,
  { logDestination }: { logDestination?: LogOptions['destination'] } = {},
): Promise<RunningService> {
  const logger = createLogger({ service: 'notifications', level: config.LOG_LEVEL, destination: logDestination });
  const app = await createHttpApp(NotificationsModule.forConfig(config), { logger, trustRequestId: true });
  return listen(app, { host: config.HOST, port: config.PORT });
}
