import { aFactor, rolloutsContract, type RolloutsHarness } from '@postern/mfa-domain/testing';
import { Outbox } from '@postern/platform';
import { PgOrganizationPolicies } from '../postgres/pg-organization-policies.js';
import { openStores, type Stores } from '../testing/stores.js';
import { PgChunks } from './pg-chunks.js';
import { PgRollouts } from './pg-rollouts.js';
import { RolloutMessages } from './rollout-messages.js';

describe('Rollouts on PostgreSQL', () => {
  let stores: Stores;
  beforeAll(async () => {
    stores = await openStores();
  });
  afterAll(() => stores.close());

  rolloutsContract(async (): Promise<RolloutsHarness> => {
    const { database } = stores;
    const { members, given } = await stores.fresh();
    const outbox = new Outbox('mfa', { wake: () => undefined } as never);
    const messages = new RolloutMessages('https://sign-in.example.org/sign-in');
    const rollouts = new PgRollouts(database, outbox, messages, { announce: async () => undefined });
    const policy = { allowedKinds: ['sms', 'totp'] } as const;
    return {
      rollouts,
      policies: new PgOrganizationPolicies(database, outbox),
      chunks: new PgChunks(database, { for: async () => policy as never }),
      ready: (...accounts) => given(accounts.map((accountId) => aFactor({ accountId, kind: 'totp' }))),
      copied: (organizationId, listed) =>
        members.take({
          organizationId,
          members: listed.map(({ addressUsable: _, ...member }) => ({
            ...member,
            emailVerified: true,
            accountCreatedAt: new Date('2024-06-03T15:20:00Z'),
          })),
          left: [],
          revision: 1,
        }),
      told: async () => {
        const rows = await database.query<{ name: string }>('spec.told', 'select name from mfa.outbox order by name');
        return rows.map(({ name }) => name);
      },
    };
  });
});
