import type { AccountId, Branded } from '@postern/kernel';
import type { Aal } from './assurance-level.js';

export type SessionId = Branded<string, 'SessionId'>;

/** What the second-factor flow found, as the verified assurance token says it. */
export interface Assurance {
  accountId: AccountId;
  /** A flow buys one session. */
  flowId: string;
  purpose: 'sign-in' | 'step-up' | 'manage-factors';
  aal: Aal;
  /** What the account's factors could prove at most. */
  highestAal: Aal;
  /** RFC 8176. */
  amr: string[];
  authenticatedAt: Date;
  credentialVersion: number;
  application: string | null;
  /** The session that goes on under a new token; null at a sign-in. */
  session: SessionId | null;
  factor: { kind: string; id: string } | null;
}
