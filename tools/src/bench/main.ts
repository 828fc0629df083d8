import { Command } from 'commander';
import { compile } from '../start/compile.ts';
import { canMeter } from './meter.ts';
import { rolloutCommand } from './rollout.ts';
import { servicesCommand } from './services.ts';
import { isStopping, stopWhenInterrupted } from './session.ts';
import { webCommand } from './web.ts';

stopWhenInterrupted();
try {
  await new Command('npm run bench --')
    .description('Measures what Postern costs. Without a command: the services.')
    .addCommand(servicesCommand, { isDefault: true })
    .addCommand(webCommand)
    .addCommand(rolloutCommand)
    .hook('preAction', async () => {
      if (!canMeter) throw new Error('The benchmarks need Linux: they read CPU times from /proc.');
      await compile();
    })
    .parseAsync();
} catch (error) {
  if (!isStopping()) console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
