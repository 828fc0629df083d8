import type { AccountId } from '@postern/kernel';
import type { FactorKind } from './factor/factor-kind.js';
import type { ChallengeId, EmailVerificationId, FactorId, FlowId, KeyId, Source } from './ids.js';

export interface Happened {
  accountId: AccountId;
  flowId: FlowId;
  source: Source;
  at: Date;
}

/** Who is told: the name to address and, without duplicates, every address that must hear of a change. */
export interface Audience {
  username: string;
  notify: readonly string[];
}

type AboutFactor = Happened & { factorId: FactorId; factorKind: FactorKind };

/**
 * What happened in a flow. Repositories turn events into outgoing messages in the transaction that writes the state.
 * No event carries a code or a link: whoever writes the message derives it from the ids and seals it at once.
 */
export type MfaEvent =
  | (Happened & {
      type: 'email.link_requested';
      verificationId: EmailVerificationId;
      keyId: KeyId;
      username: string;
      address: string;
      expiresAt: Date;
    })
  | (Happened & Audience & { type: 'email.verified'; address: string })
  | (AboutFactor & {
      type: 'passcode.requested';
      challengeId: ChallengeId;
      channel: 'sms' | 'email';
      destination: string;
      expiresAt: Date;
    })
  | (Happened & { type: 'enrollment.postponed' })
  | (AboutFactor & Audience & { type: 'factor.activated'; maskedDestination: string | null })
  | (AboutFactor & { type: 'factor.disabled' })
  | (AboutFactor & { type: 'challenge.rejected' })
  | (AboutFactor & { type: 'challenge.locked'; until: Date });

/** What an aggregate needs to know of the call to record its events. */
export type EventContext = Happened & Audience;

export const happened = ({ accountId, flowId, source, at }: Happened): Happened => ({ accountId, flowId, source, at });
