import { readConfig, runService } from '@postern/platform';
import { mfaConfig } from './config.js';
import { startMfa } from './start.js';

await runService(() => startMfa(readConfig(mfaConfig, process.env)));
