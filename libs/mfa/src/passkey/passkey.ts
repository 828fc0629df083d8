/** What a browser's `navigator.credentials` call answered with, as JSON (WebAuthn Level 3, section 5.1). */
export interface PasskeyResponse {
  id: string;
  rawId: string;
  type: 'public-key';
  authenticatorAttachment?: string | null | undefined;
  clientExtensionResults: Record<string, unknown>;
  response: {
    clientDataJSON: string;
    attestationObject?: string | undefined;
    transports?: string[] | undefined;
    authenticatorData?: string | undefined;
    signature?: string | undefined;
    userHandle?: string | null | undefined;
  };
}

/** A genuine signature of a passkey. */
export interface Assertion {
  /** Whether it has grown is judged by `countHasGrown`, against what is stored. */
  signCount: number;
  backedUp: boolean;
  /** The passkey knew the person, by PIN or fingerprint. */
  userVerified: boolean;
}

/**
 * A count that did not grow means that somebody has a copy of the key, or that this very response was used before
 * (WebAuthn Level 3, section 6.1.1). Both 0: the authenticator does not count.
 */
export const countHasGrown = (stored: number, shown: number): boolean =>
  shown > stored || (shown === 0 && stored === 0);
