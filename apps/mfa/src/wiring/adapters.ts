import type { FactoryProvider } from '@nestjs/common';
import { Clock, SystemClock } from '@postern/kernel';
import * as domain from '@postern/mfa-domain';
import { bind, Database, Outbox, Sealer } from '@postern/platform';
import type { MfaConfig } from '../config.js';
import { HmacLinkTokens } from '../crypto/hmac-link-tokens.js';
import { HmacOneTimeCodes } from '../crypto/hmac-one-time-codes.js';
import { HmacPasskeyChallenges } from '../crypto/hmac-passkey-challenges.js';
import { HmacRecoveryCodes } from '../crypto/hmac-recovery-codes.js';
import { RandomDeviceTokens } from '../crypto/random-device-tokens.js';
import { RandomFlowTokens } from '../crypto/random-flow-tokens.js';
import { SealedTotpCodes } from '../crypto/sealed-totp-codes.js';
import { OutgoingMessages } from '../messages/outgoing-messages.js';
import { WebAuthnPasskeys } from '../passkeys/web-authn-passkeys.js';
import { LibraryPhoneNumbers } from '../policy/library-phone-numbers.js';
import { sendingCapsOf } from '../policy/settings.js';
import { PgAnswers } from '../postgres/pg-answers.js';
import { PgFactorLabels } from '../postgres/pg-factor-labels.js';
import { PgFactorResets } from '../postgres/pg-factor-resets.js';
import { PgFlows } from '../postgres/pg-flows.js';
import { PgPasskeySignIns } from '../postgres/pg-passkey-sign-ins.js';
import { PgRecoveryCodeSets } from '../postgres/pg-recovery-code-sets.js';
import { PgSendingLimits } from '../postgres/pg-sending-limits.js';
import { PgSpentTokens } from '../postgres/pg-spent-tokens.js';
import { PgTrustedDevices } from '../postgres/pg-trusted-devices.js';

const { LinkTokens, OneTimeCodes, SendingLimits } = domain;

/** What stands behind each port of the domain. */
export const adapters = (config: MfaConfig): FactoryProvider[] => [
  bind(Clock, SystemClock),
  ...secrets(config),
  { provide: domain.PhoneNumbers, useFactory: () => new LibraryPhoneNumbers(config.PHONE_COUNTRIES) },
  {
    provide: SendingLimits,
    inject: [Database, Clock],
    useFactory: (database: Database, clock: Clock) =>
      new PgSendingLimits(database, sendingCapsOf(config), config.SENDING_LIMITS, clock),
  },
  {
    provide: OutgoingMessages,
    inject: [OneTimeCodes, LinkTokens],
    useFactory: (codes: domain.OneTimeCodes, links: domain.LinkTokens) =>
      new OutgoingMessages(codes, links, new Sealer(config.SEALING_KEYS), config.PUBLIC_URL),
  },
  bind(domain.Flows, PgFlows, Database, Outbox, OutgoingMessages),
  bind(domain.Answers, PgAnswers, Database, Outbox, OutgoingMessages),
  bind(domain.TrustedDevices, PgTrustedDevices, Database, Outbox, OutgoingMessages),
  bind(domain.FactorResets, PgFactorResets, Database, Outbox, OutgoingMessages),
  bind(domain.PasskeySignIns, PgPasskeySignIns, Database, Outbox, OutgoingMessages),
  bind(domain.RecoveryCodeSets, PgRecoveryCodeSets, Database, Outbox, OutgoingMessages),
  bind(domain.FactorLabels, PgFactorLabels, Database),
  bind(domain.SpentTokens, PgSpentTokens, Database),
];

const secrets = (config: MfaConfig): FactoryProvider[] => [
  { provide: OneTimeCodes, useFactory: () => new HmacOneTimeCodes(config.CODE_KEYS) },
  { provide: domain.PasskeyChallenges, useFactory: () => new HmacPasskeyChallenges(config.CODE_KEYS) },
  { provide: LinkTokens, useFactory: () => new HmacLinkTokens(config.LINK_KEYS) },
  { provide: domain.TotpCodes, useFactory: () => new SealedTotpCodes(new Sealer(config.SEED_KEYS)) },
  // Under the keys that stay: a set of codes lies in a drawer for years.
  { provide: domain.RecoveryCodes, useFactory: () => new HmacRecoveryCodes(config.SEED_KEYS) },
  { provide: domain.Passkeys, useFactory: () => new WebAuthnPasskeys(config.PUBLIC_URL, config.PRODUCT_NAME) },
  bind(domain.FlowTokens, RandomFlowTokens),
  bind(domain.DeviceTokens, RandomDeviceTokens),
];
