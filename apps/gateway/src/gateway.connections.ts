import { Module, type DynamicModule } from '@nestjs/common';
import type { ServiceName } from '@postern/contracts';
import { Database, RateLimits, ServiceClient, ServiceTokens, TokenSigner } from '@postern/platform';
import type { GatewayConfig } from './config.js';
import { gatewaySchema } from './postgres/schema.js';
import { AdministeredAccounts } from './services/administered-accounts.js';
import { Applications } from './services/applications.js';
import { Identity } from './services/identity.js';
import { MemberImports, Members } from './services/members.js';
import { MfaAdoptions, MfaPolicies, MfaRollouts } from './services/mfa-administration.js';
import { Mfa } from './services/mfa.js';
import { Deliveries, Inbox } from './services/notifications.js';
import { Invitations, Organizations } from './services/organizations.js';
import { OwnAccount } from './services/own-account.js';
import { OwnFactors } from './services/own-factors.js';
import { Recovery } from './services/recovery.js';

const { schema } = gatewaySchema;

/** What the gateway keeps and whom it calls; everything else in this app is built on these. */
@Module({})
export class GatewayConnections {
  static forConfig(config: GatewayConfig): DynamicModule {
    const tokens = new ServiceTokens('gateway', new TokenSigner('gateway', config.SIGNING_KEYS));
    const client = (service: ServiceName, url: string) => new ServiceClient(service, url, tokens);
    const optional = (url: string | undefined) => (url === undefined ? undefined : client('notifications', url));
    // What is called for one service shares its connections.
    const identity = client('identity', config.IDENTITY_URL);
    const mfa = client('mfa', config.MFA_URL);
    const inbox = optional(config.INBOX_URL);
    const connections = [
      {
        provide: Database,
        // It holds counts alone, and a count is not worth a wait for the disk.
        useFactory: () => new Database(config.DATABASE_URL, { name: 'postern-gateway', losesLastMoment: true }),
      },
      {
        provide: RateLimits,
        inject: [Database],
        useFactory: (database: Database) => new RateLimits(config.QUEUE_URL, schema, database),
      },
      { provide: Identity, useValue: new Identity(identity) },
      { provide: OwnAccount, useValue: new OwnAccount(identity) },
      { provide: Recovery, useValue: new Recovery(identity) },
      { provide: Applications, useValue: new Applications(identity) },
      { provide: AdministeredAccounts, useValue: new AdministeredAccounts(identity) },
      { provide: Organizations, useValue: new Organizations(identity) },
      { provide: Invitations, useValue: new Invitations(identity) },
      { provide: Members, useValue: new Members(identity) },
      { provide: MemberImports, useValue: new MemberImports(identity) },
      { provide: Mfa, useValue: new Mfa(mfa) },
      { provide: MfaPolicies, useValue: new MfaPolicies(mfa) },
      { provide: MfaRollouts, useValue: new MfaRollouts(mfa) },
      { provide: MfaAdoptions, useValue: new MfaAdoptions(mfa) },
      { provide: OwnFactors, useValue: new OwnFactors(mfa) },
      { provide: Deliveries, useValue: new Deliveries(optional(config.NOTIFICATIONS_URL)) },
      ...(inbox ? [{ provide: Inbox, useValue: new Inbox(inbox) }] : []),
    ];
    return { module: GatewayConnections, global: true, providers: connections, exports: connections };
  }
}
