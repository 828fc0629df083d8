import { readConfig, runService } from '@postern/platform';
import { gatewayConfig } from './config.js';
import { startGateway } from './start.js';

await runService(() => startGateway(readConfig(gatewayConfig, process.env)));
