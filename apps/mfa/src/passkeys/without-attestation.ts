import type { PasskeyResponse } from '@postern/mfa-domain';
import { decodeAttestationObject, isoBase64URL, isoCBOR } from '@simplewebauthn/server/helpers';

/**
 * The same response without what the maker of the authenticator says of it, as browsers give it to sites that ask for none
 * (WebAuthn Level 3, section 5.4.7). Some send it all the same; then nobody shall be made to fetch revocation lists from
 * addresses that stand in a stranger's certificate (S27). Throws when the response cannot be read.
 */
export function withoutAttestation(response: PasskeyResponse): PasskeyResponse {
  const { attestationObject } = response.response;
  if (attestationObject === undefined) throw new Error('nothing was created');
  const authData = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject)).get('authData');
  const plain = isoCBOR.encode(
    new Map<string, Parameters<typeof isoCBOR.encode>[0]>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ]),
  );
  return { ...response, response: { ...response.response, attestationObject: isoBase64URL.fromBuffer(plain) } };
}
