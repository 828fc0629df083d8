import { CommandFactory } from 'nest-commander';
import { CliModule } from './cli.module.js';
import { exitCodeOf, wordsFor } from './frame/failure.js';
import { endUsage } from './frame/postern-command.js';

await CommandFactory.run(CliModule, {
  logger: false,
  errorHandler: (error) => endUsage(error as Error & { exitCode: number }),
  serviceErrorHandler: (error) => {
    process.stderr.write(`${wordsFor(error)}\n`);
    process.exitCode = exitCodeOf(error);
  },
});
