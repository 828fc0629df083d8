import { tokenTypes, type ServiceName, type TokenType } from '@postern/contracts';
import { Redacted } from '@postern/kernel';
import { importJWK, SignJWT, type CryptoKey, type JWK } from 'jose';

/** Signs tokens for other services as compact JWS with EdDSA (RFC 8037); `typ` tells the kinds apart (RFC 8725 section 3.11). */
export class TokenSigner {
  private key: Promise<CryptoKey | Uint8Array> | undefined;

  constructor(
    private readonly issuer: ServiceName,
    private readonly keys: Redacted<[JWK, ...JWK[]]>,
  ) {}

  async sign(type: TokenType, audience: ServiceName, claims: object, ttlSeconds: number): Promise<string> {
    const jwk = this.keys.reveal()[0];
    this.key ??= importJWK(jwk, 'EdDSA');
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'EdDSA', typ: tokenTypes[type], kid: jwk.kid ?? '' })
      .setIssuer(this.issuer)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(Math.floor(Date.now() / 1000) + ttlSeconds)
      .sign(await this.key);
  }
}
