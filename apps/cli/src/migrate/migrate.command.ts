import { migrate, migrateQueues, readConfig, type ServiceSchema } from '@postern/platform';
import { Command, Option } from 'nest-commander';
import { cliConfig } from '../config.js';
import { oneOf } from '../frame/one-of.js';
import { Output } from '../frame/output.js';
import { PosternCommand } from '../frame/postern-command.js';

/** A service's code is loaded only where its schema is asked for. */
const schemas: Record<string, () => Promise<ServiceSchema>> = {
  identity: async () => (await import('@postern/identity')).identitySchema,
  mfa: async () => (await import('@postern/mfa')).mfaSchema,
  notifications: async () => (await import('@postern/notifications')).notificationsSchema,
  gateway: async () => (await import('@postern/gateway')).gatewaySchema,
};
const everything = [...Object.keys(schemas), 'queues'];

@Command({
  name: 'migrate',
  description:
    'Bring the database up to date: the schema of every service, and the queues where they live in PostgreSQL',
})
export class MigrateCommand extends PosternCommand {
  constructor(private readonly output: Output) {
    super();
  }

  async run(_: string[], { only = everything }: { only?: string[] } = {}): Promise<void> {
    const needed = cliConfig.pick({
      ...(only.some((part) => part !== 'queues') && { DATABASE_URL: true as const }),
      ...(only.includes('queues') && { QUEUE_URL: true as const }),
    });
    const { DATABASE_URL, QUEUE_URL } = readConfig(needed, process.env) as Partial<
      ReturnType<typeof readConfig<typeof cliConfig>>
    >;
    for (const [name, schema] of Object.entries(schemas)) {
      if (only.includes(name) && DATABASE_URL) await migrate(DATABASE_URL, await schema());
    }
    if (QUEUE_URL) await migrateQueues(QUEUE_URL);
    this.output.say(`Up to date: ${everything.filter((part) => only.includes(part)).join(', ')}.`);
  }

  @Option({
    flags: '--only <parts...>',
    description: `for services with databases of their own; some of ${everything.join(', ')}`,
  })
  parseOnly(part: string, parts: string[] = []): string[] {
    return [...parts, oneOf('--only', everything, part)];
  }
}
