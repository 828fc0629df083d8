import { readConfig, runService } from '@postern/platform';
import { notificationsConfig } from './config.js';
import { startNotifications } from './start.js';

await runService(() => startNotifications(readConfig(notificationsConfig, process.env)));
