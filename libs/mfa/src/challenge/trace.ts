import type { Passkey } from '../factor/factor.js';
import type { Assertion } from '../passkey/passkey.js';

/** What a right answer was, as far as it must not be taken again. */
export type Trace =
  | { kind: 'sent-code' }
  | { kind: 'totp'; step: number }
  /** The stored hash of the code that was used. */
  | { kind: 'recovery-code'; hash: string }
  | { kind: 'new-passkey'; passkey: Passkey; userVerified: boolean }
  | { kind: 'passkey'; assertion: Assertion };
