import type { AccountId } from '@postern/kernel';
import type { Source } from '../ids.js';

export interface WantedSend {
  accountId: AccountId;
  channel: 'sms' | 'email';
  /** E.164 number or e-mail address; adapters derive prefix, country and domain from it. */
  destination: string;
  /** Whether the account has proven before that the destination is its own. */
  proven: boolean;
  source: Source;
}

/**
 * Caps on outgoing messages per destination, prefix, country, account and source, shared by all replicas. What an account
 * sends to a destination that it has proven counts apart: otherwise strangers, by asking to prove it as theirs, could use up
 * the cap and so keep the owner from signing in.
 */
export abstract class SendingLimits {
  /**
   * Counts one message against every cap that it falls under, atomically; false when any of them is used up.
   * Throws when the shared store cannot be reached: then nothing may be sent (fails closed).
   */
  abstract admit(send: WantedSend): Promise<boolean>;
}
