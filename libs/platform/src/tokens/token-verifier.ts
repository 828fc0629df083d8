import { tokenTypes, type ServiceName, type TokenType } from '@postern/contracts';
import { createLocalJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import type { z } from 'zod';
import type { TrustedKeys } from './token-keys.js';

/** Checks tokens of other services (S19): fixed algorithm, key by id from the issuer's own set, `iss`, `aud`, `typ`, `exp`. */
export class TokenVerifier {
  private readonly keySets: Partial<Record<ServiceName, JWTVerifyGetKey>>;

  constructor(
    private readonly audience: ServiceName,
    trusted: TrustedKeys,
  ) {
    this.keySets = Object.fromEntries(
      Object.entries(trusted).map(([issuer, keys]) => [issuer, createLocalJWKSet({ keys })]),
    );
  }

  /** @returns the claims, or undefined for a token that is forged, expired, of another kind, or meant for somebody else. */
  async verify<Claims extends z.ZodType>(
    type: TokenType,
    issuer: ServiceName,
    token: string,
    claims: Claims,
  ): Promise<(z.infer<Claims> & { exp: number }) | undefined> {
    const keySet = this.keySets[issuer];
    if (!keySet) return undefined;
    try {
      const { payload } = await jwtVerify(token, keySet, {
        algorithms: ['EdDSA'],
        issuer,
        audience: this.audience,
        typ: tokenTypes[type],
        requiredClaims: ['exp', 'iat'],
      });
      const parsed = claims.safeParse(payload);
      return parsed.success
        ? Object.assign(parsed.data as z.infer<Claims> & object, { exp: payload.exp as number })
        : undefined;
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }
}
