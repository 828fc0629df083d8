import type { AccountId } from '@postern/kernel';
import type { FactorKind } from './factor/factor-kind.js';
import type { ChallengeId, EmailVerificationId, FactorId, FactorResetId, FlowId, KeyId, Source } from './ids.js';

export interface Happened {
  accountId: AccountId;
  /** Null for what happens outside a flow. */
  flowId: FlowId | null;
  source: Source | null;
  /** Who did it, where it was not the person. */
  actor: AccountId | null;
  /** Name of the application that the person was on the way to. */
  application: string | null;
  at: Date;
}

/** Addresses beside the account's own that must hear of it. */
export interface Notified {
  notify: readonly string[];
}

type AboutFactor = Happened & { factorId: FactorId; factorKind: FactorKind };

/**
 * What happened. Repositories turn events into outgoing messages in the transaction that writes the state.
 * No event carries a code or a link: whoever writes the message derives it from the ids and seals it at once.
 */
export type MfaEvent =
  | (Happened & {
      type: 'email.link_requested';
      verificationId: EmailVerificationId;
      keyId: KeyId;
      purpose: 'verify' | 'recover';
      username: string;
      address: string;
      expiresAt: Date;
    })
  | (Happened & Notified & { type: 'email.verified'; address: string; credentialVersion: number })
  | (AboutFactor & {
      type: 'passcode.requested';
      challengeId: ChallengeId;
      channel: 'sms' | 'email';
      destination: string;
      expiresAt: Date;
    })
  | (Happened & { type: 'enrollment.postponed' })
  | (AboutFactor & Notified & { type: 'factor.activated'; maskedDestination: string | null })
  | (AboutFactor & Notified & { type: 'factor.removed'; maskedDestination: string | null })
  | (AboutFactor & { type: 'factor.disabled' })
  | (AboutFactor & { type: 'challenge.rejected' })
  /** `afterPassword`: whoever used the answers up knew the password. */
  | (AboutFactor & Notified & { type: 'challenge.locked'; until: Date; afterPassword: boolean })
  | (Happened & Notified & { type: 'recovery_codes.created' })
  | (AboutFactor & Notified & { type: 'recovery_code.used'; left: number })
  | (Happened & { type: 'device.remembered' })
  | (Happened & { type: 'device.forgotten' })
  | (Happened & Notified & { type: 'factors.recovered' })
  | (Happened & Notified & { type: 'factor_reset.requested'; resetId: FactorResetId; takesEffectAt: Date })
  | (Happened & Notified & { type: 'factor_reset.stopped' })
  | (Happened & Notified & { type: 'factor_reset.applied' });

/** What an aggregate needs to know of the call to record its events. */
export type EventContext = Happened &
  Notified & { username: string; afterPassword: boolean; credentialVersion: number };

export const happened = ({ accountId, flowId, source, actor, application, at }: Happened): Happened => ({
  accountId,
  flowId,
  source,
  actor,
  application,
  at,
});

export const notified = (context: Happened & Notified): Happened & Notified => ({
  ...happened(context),
  notify: context.notify,
});
