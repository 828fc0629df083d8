import type { AccountId } from '@postern/kernel';
import type { Passkey } from '../factor/factor.js';
import type { PasskeyChallenge } from './passkey-challenges.js';
import type { Assertion, PasskeyResponse } from './passkey.js';

/** What `navigator.credentials` wants, as JSON. */
export type PasskeyOptions = Record<string, unknown>;

/**
 * Passkeys and security keys (WebAuthn Level 3) for the configured site. Nothing is stored here. A response that is
 * malformed, or meant for another challenge, site or account, is null; no method throws because of one.
 */
export abstract class Passkeys {
  /** `others`: the account's own, which one authenticator should not hold twice. */
  abstract creationOptions(wanted: {
    challenge: PasskeyChallenge;
    accountId: AccountId;
    username: string;
    others: readonly Passkey[];
  }): Promise<PasskeyOptions>;

  /** The new passkey in the answer to `creationOptions`. What the device's maker says of it is not looked at. */
  abstract created(
    challenge: PasskeyChallenge,
    response: PasskeyResponse,
  ): Promise<{ passkey: Passkey; userVerified: boolean } | null>;

  /** `null`: whichever passkey of the site the person chooses, with user verification, in the place of a password. */
  abstract requestOptions(challenge: PasskeyChallenge, passkeys: readonly Passkey[] | null): Promise<PasskeyOptions>;

  /** `alone`: in the place of a password, so that the passkey has to know its owner and to name the account. */
  abstract asserted(
    challenge: PasskeyChallenge,
    expected: { passkey: Passkey; accountId: AccountId; alone: boolean },
    response: PasskeyResponse,
  ): Promise<Assertion | null>;
}
