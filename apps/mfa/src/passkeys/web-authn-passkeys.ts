import type { AccountId } from '@postern/kernel';
import {
  Passkeys,
  type Assertion,
  type Passkey,
  type PasskeyChallenge,
  type PasskeyOptions,
  type PasskeyResponse,
} from '@postern/mfa-domain';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { decodeClientDataJSON } from '@simplewebauthn/server/helpers';
import { withoutAttestation } from './without-attestation.js';

const timeoutMilliseconds = 300_000;

/** How a device may be reached (WebAuthn Level 3, section 5.8.4). It is a hint to browsers, in words that anybody may send. */
const knownTransports = ['usb', 'nfc', 'ble', 'smart-card', 'hybrid', 'internal', 'cable'];

/**
 * What authenticators of today sign with (RFC 9053: EdDSA, ES256, RS256). Left to itself the library asks the runtime for
 * post-quantum algorithms too, which Node announces on the terminal as experimental.
 */
const algorithms = [-8, -7, -257];

/** WebAuthn by SimpleWebAuthn, for the site that `PUBLIC_URL` names: its host is the relying party's id. */
export class WebAuthnPasskeys extends Passkeys {
  private readonly site: { expectedOrigin: string; expectedRPID: string };

  constructor(
    publicUrl: string,
    private readonly productName: string,
  ) {
    super();
    const { origin, hostname } = new URL(publicUrl);
    this.site = { expectedOrigin: origin, expectedRPID: hostname };
  }

  async creationOptions(wanted: Parameters<Passkeys['creationOptions']>[0]): Promise<PasskeyOptions> {
    const { challenge, accountId, username, others } = wanted;
    const options = await generateRegistrationOptions({
      rpName: this.productName,
      rpID: this.site.expectedRPID,
      userName: username,
      userDisplayName: username,
      userID: bytesOf(userHandleOf(accountId)),
      challenge: bytesOf(challenge),
      timeout: timeoutMilliseconds,
      attestationType: 'none',
      supportedAlgorithmIDs: algorithms,
      excludeCredentials: others.map(descriptor),
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    });
    return { ...options };
  }

  async created(challenge: PasskeyChallenge, response: PasskeyResponse) {
    const { registrationInfo } =
      (await attempt(response, () =>
        verifyRegistrationResponse({
          ...this.site,
          response: withoutAttestation(response) as unknown as RegistrationResponseJSON,
          expectedChallenge: challenge,
          requireUserVerification: false,
          supportedAlgorithmIDs: algorithms,
        }),
      )) ?? {};
    // The id is what the signed data says; what stands beside it proves nothing.
    if (!registrationInfo || registrationInfo.credential.id !== response.id) return null;
    const { credential, credentialBackedUp, userVerified } = registrationInfo;
    const passkey: Passkey = {
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      signCount: credential.counter,
      transports: knownTransports.filter((transport) => response.response.transports?.includes(transport)),
      backedUp: credentialBackedUp,
    };
    return { passkey, userVerified };
  }

  async requestOptions(challenge: PasskeyChallenge, passkeys: readonly Passkey[] | null): Promise<PasskeyOptions> {
    const options = await generateAuthenticationOptions({
      rpID: this.site.expectedRPID,
      challenge: bytesOf(challenge),
      timeout: timeoutMilliseconds,
      userVerification: passkeys ? 'preferred' : 'required',
      ...(passkeys ? { allowCredentials: passkeys.map(descriptor) } : {}),
    });
    return JSON.parse(JSON.stringify(options)) as PasskeyOptions;
  }

  async asserted(
    challenge: PasskeyChallenge,
    { passkey, accountId, alone }: { passkey: Passkey; accountId: AccountId; alone: boolean },
    response: PasskeyResponse,
  ): Promise<Assertion | null> {
    if (response.id !== passkey.credentialId) return null;
    const { userHandle } = response.response;
    // Whoever is not known yet is named by the passkey; otherwise it may stay silent (section 7.2, step 6).
    if ((alone || userHandle) && userHandle !== userHandleOf(accountId)) return null;
    const result = await attempt(response, () =>
      verifyAuthenticationResponse({
        ...this.site,
        response: response as unknown as AuthenticationResponseJSON,
        expectedChallenge: challenge,
        requireUserVerification: alone,
        // A count of 0 lets every count pass here: whether it has grown is decided where it is stored.
        credential: { id: passkey.credentialId, publicKey: bytesOf(passkey.publicKey), counter: 0 },
      }),
    );
    if (!result?.verified) return null;
    const { newCounter: signCount, credentialBackedUp: backedUp, userVerified } = result.authenticationInfo;
    return { signCount, backedUp, userVerified };
  }
}

const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(base64url, 'base64url'));

/** The 16 bytes of the account's id: they say nothing about the person (section 14.6.1). */
const userHandleOf = (accountId: AccountId): string =>
  Buffer.from(accountId.replaceAll('-', ''), 'hex').toString('base64url');

const descriptor = ({ credentialId, transports }: Passkey) => ({ id: credentialId, transports: [...transports] });

/**
 * Null for whatever the library refuses: it does so by throwing, and what it gets comes from outside. A page of ours is never
 * framed by another site, so that a response from within a frame is refused as well (section 13.4.9).
 */
async function attempt<Result>(response: PasskeyResponse, verify: () => Promise<Result>): Promise<Result | null> {
  try {
    if (decodeClientDataJSON(response.response.clientDataJSON).crossOrigin) return null;
    return await verify();
  } catch {
    return null;
  }
}
