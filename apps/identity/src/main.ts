import { readConfig, runService } from '@postern/platform';
import { identityConfig } from './config.js';
import { startIdentity } from './start.js';

await runService(() => startIdentity(readConfig(identityConfig, process.env)));
