import { cliConfig } from '@postern/cli/config';
import { gatewayConfig } from '@postern/gateway/config';
import { identityConfig } from '@postern/identity/config';
import { mfaConfig } from '@postern/mfa/config';
import { notificationsConfig } from '@postern/notifications/config';

export const serviceConfigs = {
  gateway: gatewayConfig,
  identity: identityConfig,
  mfa: mfaConfig,
  notifications: notificationsConfig,
};

/** Everything that reads its environment: the services, and the command line. */
export const allConfigs = { ...serviceConfigs, cli: cliConfig };

/** What `docker/compose.yaml` asks for beside the services' own variables. */
export const composeOnly = {
  POSTGRES_PASSWORD: 'Password of its PostgreSQL',
  GATEWAY_PORT: 'Port on loopback that its gateway is published on; 3000 by default',
  GATEWAY_SIGNING_KEYS: 'SIGNING_KEYS of the gateway',
  IDENTITY_SIGNING_KEYS: 'SIGNING_KEYS of identity',
  IDENTITY_LINK_KEYS: 'LINK_KEYS of identity',
  MFA_SIGNING_KEYS: 'SIGNING_KEYS of mfa',
};

/** What `npm run keys` makes; `SIGNING_KEYS` comes with the service's name in front. */
export const madeByKeys = [
  'SIGNING_KEYS',
  'TRUSTED_KEYS',
  'SEALING_KEYS',
  'CODE_KEYS',
  'LINK_KEYS',
  'SEED_KEYS',
  'AUDIT_KEYS',
];
