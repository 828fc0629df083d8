import { createPublicKey } from 'node:crypto';
import { tokenTypes, type ServiceName, type TokenType } from '@postern/contracts';
import { createDecoder, createVerifier, TokenError } from 'fast-jwt';
import type { z } from 'zod';
import type { TrustedKeys } from './token-keys.js';

type Verify = (token: string) => { exp: number };

/** Checks tokens of other services (S19): fixed algorithm, key by id from the issuer's own set, `iss`, `aud`, `typ`, `exp`. */
export class TokenVerifier {
  private readonly keyIdOf = createDecoder({ complete: true });
  /** By issuer, key id and kind: a key is good for its own service's name only. */
  private readonly verifiers = new Map<string, Verify>();

  constructor(audience: ServiceName, trusted: TrustedKeys) {
    for (const [issuer, keys] of Object.entries(trusted)) {
      for (const jwk of keys) {
        const key = createPublicKey({ key: jwk as never, format: 'jwk' })
          .export({ type: 'spki', format: 'pem' })
          .toString();
        for (const [type, checkTyp] of Object.entries(tokenTypes)) {
          this.verifiers.set(
            `${issuer} ${jwk.kid} ${type}`,
            createVerifier({
              key,
              algorithms: ['EdDSA'],
              allowedIss: exactly(issuer),
              allowedAud: exactly(audience),
              checkTyp,
              requiredClaims: ['iss', 'aud', 'exp', 'iat'],
              cache: false,
            }) as Verify,
          );
        }
      }
    }
  }

  /** @returns the claims, or undefined for a token that is forged, expired, of another kind, or meant for somebody else. */
  verify<Claims extends z.ZodType>(
    type: TokenType,
    issuer: ServiceName,
    token: string,
    claims: Claims,
  ): (z.infer<Claims> & { exp: number }) | undefined {
    try {
      const { header } = this.keyIdOf(token) as { header: { kid?: unknown } };
      const payload = this.verifiers.get(`${issuer} ${String(header.kid)} ${type}`)?.(token);
      const parsed = payload && claims.safeParse(payload);
      return parsed?.success
        ? Object.assign(parsed.data as z.infer<Claims> & object, { exp: payload?.exp as number })
        : undefined;
    } catch (error) {
      if (error instanceof TokenError) return undefined;
      throw error;
    }
  }
}

const exactly = (text: string): RegExp => new RegExp(`^${text}$`, 'u');
