/** What each service would find in its environment if it ran by itself. */
export type Environment = Record<string, string | undefined>;
export type Environments = Record<'gateway' | 'identity' | 'mfa' | 'notifications', Environment>;

/** Keys of an installation, in the form in which the services' variables take them. */
export interface InstallationKeys {
  readonly signing: Readonly<Record<keyof Environments, readonly object[]>>;
  readonly trusted: Readonly<Record<string, readonly object[]>>;
  readonly sealing: string;
  readonly codes: string;
  readonly links: string;
  readonly accountLinks: string;
  readonly audit: string;
  readonly seeds: string;
}

export interface Addresses {
  databaseUrl: string;
  queueUrl: string;
  publicUrl: string;
  port: number;
}

/**
 * The configuration of the four services on one machine: loopback only, and an inbox instead of mail and text messages
 * unless `given` says where those go.
 */
export function embeddedEnvironments(
  keys: InstallationKeys,
  addresses: Addresses,
  given: Environment = {},
): Environments {
  const common = (service: keyof Environments): Environment => ({
    ...given,
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: addresses.databaseUrl,
    QUEUE_URL: addresses.queueUrl,
    PUBLIC_URL: addresses.publicUrl,
    SIGNING_KEYS: JSON.stringify(keys.signing[service]),
    TRUSTED_KEYS: JSON.stringify(keys.trusted),
    SEALING_KEYS: keys.sealing,
  });
  return {
    gateway: {
      // Everybody here has one address: what is a flood from one home is an afternoon's work on one machine.
      LIMIT_SIGN_INS_PER_MINUTE: '100000',
      LIMIT_REGISTRATIONS_PER_HOUR: '100000',
      LIMIT_EMAIL_VERIFICATIONS_PER_MINUTE: '100000',
      LIMIT_RECOVERIES_PER_HOUR: '100000',
      ...common('gateway'),
      PORT: String(addresses.port),
      DEMO_USERNAMES: demoUsernames.join(','),
    },
    identity: { ...common('identity'), LINK_KEYS: keys.accountLinks, AUDIT_KEYS: keys.audit },
    mfa: {
      // The same goes for messages, which cost nothing here.
      SENDING_PER_DESTINATION_HOUR: '1000',
      SENDING_PER_DESTINATION_DAY: '10000',
      SENDING_PER_ACCOUNT_HOUR: '1000',
      SENDING_PER_ACCOUNT_DAY: '10000',
      SENDING_PER_PREFIX_HOUR: '100000',
      SENDING_PER_PREFIX_DAY: '1000000',
      ...common('mfa'),
      CODE_KEYS: keys.codes,
      LINK_KEYS: keys.links,
      SEED_KEYS: keys.seeds,
    },
    notifications: { INBOX: 'on', SMTP_FROM: 'Postern <postern@localhost>', ...common('notifications') },
  };
}

/** One from before the cut-off, one from after it, one who runs the installation, and one who runs an organization in it. */
export const demoUsernames = ['demo-2024', 'demo-new', 'demo-operator', 'demo-admin'] as const;
