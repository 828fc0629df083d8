import type { AccountId } from '@postern/kernel';
import type { Occasion } from '../account/occasion.js';

/** What a notice is about, with what undoing it needs. The kinds are the templates of the messages; moments are ISO 8601. */
export type NoticeSubject =
  | { kind: 'email-verified'; address: string; previous: string | null }
  | ({ kind: 'email-changed'; oldAddress: string; newAddress: string } & Begun)
  | { kind: 'factor-added' | 'factor-removed'; factorId: string; factorKind: string; destination: string | null }
  | { kind: 'recovery-code-used'; factorId: string; left: number }
  | { kind: 'passcodes-used-up'; factorId: string; factorKind: string }
  | { kind: 'factor-reset-requested'; resetId: string; takesEffectAt: string }
  | { kind: 'account-closed'; deletedAt: string }
  | ({ kind: 'password-changed' | 'new-device' } & Begun)
  | { kind: 'phone-changed' | 'recovery-codes-created' }
  | { kind: 'factors-recovered' | 'factor-reset-stopped' | 'factor-reset-applied' };

/** When whoever did it came in, where that was earlier: what was added on the way is his, too. */
interface Begun {
  since?: string | undefined;
}

export type NoticeKind = NoticeSubject['kind'];

/** Something that the person must hear of, in case it was somebody else. */
export interface Happening extends Occasion {
  accountId: AccountId;
  subject: NoticeSubject;
  /** Addresses to tell beside the account's own. */
  notify?: readonly string[];
}

/** Tells people what happened to their accounts, with a link to say "this was not me" (R13). */
export abstract class Notices {
  /**
   * Writes to the e-mail, the recovery address, those that were replaced a short while ago and those of `notify`, to each
   * once and with a link of its own. Passes over an account that is gone. Fails when the store is away; then nothing was
   * sent to anybody.
   */
  abstract raise(happening: Happening): Promise<void>;
}
