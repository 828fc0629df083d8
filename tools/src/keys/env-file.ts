import { randomBytes } from 'node:crypto';
import { serviceNames, type Keys, type ServiceName } from './keys.ts';

/** `notifications` is called but never calls: it has no key, and nobody trusts one of its name. */
const signers = serviceNames.filter((service) => service !== 'notifications');

/**
 * The secrets of an installation of several processes, as lines for `.env`. Values that differ from service to service
 * carry its name; `docker/compose.yaml` hands each service its own.
 */
export function envFile(keys: Keys): string {
  const trusted = Object.fromEntries(signers.map((service) => [service, keys.trusted[service]]));
  return `# What each service signs its tokens with: its SIGNING_KEYS.
${signers.map((service) => `${signingKeysName(service)}='${JSON.stringify(keys.signing[service])}'`).join('\n')}
# The public halves, for every service.
TRUSTED_KEYS='${JSON.stringify(trusted)}'
# Seals messages on their way: mfa and notifications.
SEALING_KEYS=${keys.sealing}
# Passcodes, e-mail links and the seeds of authenticator apps: mfa alone.
CODE_KEYS=${keys.codes}
LINK_KEYS=${keys.links}
SEED_KEYS=${keys.seeds}
# The database of docker/compose.yaml.
POSTGRES_PASSWORD=${randomBytes(24).toString('base64url')}
`;
}

const signingKeysName = (service: ServiceName): string => `${service.toUpperCase()}_SIGNING_KEYS`;
