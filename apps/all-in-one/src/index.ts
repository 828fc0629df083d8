import { gatewayConfig, gatewaySchema, startGateway } from '@postern/gateway';
import {
  identityConfig,
  identitySchema,
  seedDemoAccounts,
  seedDemoApplications,
  seedDemoOrganization,
  startIdentity,
} from '@postern/identity';
import { Redacted } from '@postern/kernel';
import { mfaConfig, mfaSchema, startMfa } from '@postern/mfa';
import { notificationsConfig, notificationsSchema, startNotifications } from '@postern/notifications';
import { migrate, migrateQueues, readConfig, type RunningService } from '@postern/platform';
import type { DestinationStream } from 'pino';
import type { Environment, Environments } from './environments.js';

export * from './environments.js';

export interface RunningPostern {
  /** Where the gateway listens. */
  url: string;
  close(): Promise<void>;
}

/** Brings every service's schema, and the queues' own, up to date. */
export async function migrateAll({ databaseUrl, queueUrl }: { databaseUrl: string; queueUrl: string }): Promise<void> {
  const database = new Redacted(databaseUrl);
  for (const schema of [identitySchema, mfaSchema, notificationsSchema, gatewaySchema]) await migrate(database, schema);
  await migrateQueues(new Redacted(queueUrl));
}

/** Makes the demo's accounts, applications and organization where they do not exist yet; what is there stays as it is. */
export async function seedDemo(identity: Environment, password: string): Promise<void> {
  const config = readConfig(identityConfig, identity);
  await seedDemoAccounts(config, password);
  await seedDemoApplications(config);
  await seedDemoOrganization(config);
}

/** The four services in one process. They talk as they do when they are apart: HTTP over loopback, queues, nothing else. */
export async function startAll(
  environments: Environments,
  options: { logDestination?: DestinationStream } = {},
): Promise<RunningPostern> {
  const started: RunningService[] = [];
  const keep = async (service: Promise<RunningService>): Promise<RunningService> => {
    started.push(await service);
    return service;
  };
  const close = async (): Promise<void> => {
    // The gateway first: whoever is being served by it still needs the others.
    for (const service of started.reverse()) await service.close();
  };
  try {
    const [identity, mfa, notifications] = await Promise.all([
      keep(startIdentity(readConfig(identityConfig, environments.identity), options)),
      keep(startMfa(readConfig(mfaConfig, environments.mfa), options)),
      keep(startNotifications(readConfig(notificationsConfig, environments.notifications), options)),
    ]);
    const addresses = {
      IDENTITY_URL: identity.url,
      MFA_URL: mfa.url,
      INBOX_URL: notifications.url,
      NOTIFICATIONS_URL: notifications.url,
    };
    const gateway = await keep(
      startGateway(readConfig(gatewayConfig, { ...addresses, ...environments.gateway }), options),
    );
    return { url: gateway.url, close };
  } catch (error) {
    await close();
    throw error;
  }
}
