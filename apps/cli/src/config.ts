import { configField } from '@postern/platform';
import { z } from 'zod';

/** What the command line reads from its environment; each command asks for its own part only. */
export const cliConfig = z.object({
  DATABASE_URL: configField.databaseUrl(),
  QUEUE_URL: configField.queueUrl(),
});
