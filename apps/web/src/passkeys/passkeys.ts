import {
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/browser';
import { PasskeyRefused } from './passkey-refused';

type Options = Record<string, unknown>;

/** Shows a passkey that exists (WebAuthn Level 3, section 5.1.4). @throws PasskeyRefused */
export const showPasskey = (options: Options): Promise<AuthenticationResponseJSON> =>
  asked(startAuthentication({ optionsJSON: options as unknown as PublicKeyCredentialRequestOptionsJSON }));

/**
 * Lets the browser offer passkeys among what it fills in, until `leaving` says that nobody waits for one any more (WebAuthn
 * Level 3, section 5.1.4.1). @throws PasskeyRefused
 */
export function offerPasskey(options: Options, leaving: AbortSignal): Promise<AuthenticationResponseJSON> {
  leaving.addEventListener('abort', () => WebAuthnAbortService.cancelCeremony(), { once: true });
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON;
  return asked(startAuthentication({ optionsJSON, useBrowserAutofill: true }));
}

/** Makes a new passkey (WebAuthn Level 3, section 5.1.3). @throws PasskeyRefused */
export const createPasskey = (options: Options): Promise<RegistrationResponseJSON> =>
  asked(startRegistration({ optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON }));

/** Browsers say "not allowed" for a person's no, for a time that ran out, and for a device without a passkey alike. */
async function asked<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    const known = error instanceof Error && error.name === 'InvalidStateError';
    throw new PasskeyRefused(known ? 'known-already' : 'not-shown', { cause: error });
  }
}
