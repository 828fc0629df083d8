import { Injectable, type CanActivate, type Type } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import { serviceTokenClaims, type ServiceName } from '@postern/contracts';
import { Strategy } from 'passport-custom';
import { Problem } from '../http/problem.js';
import { TokenVerifier } from './token-verifier.js';
import { TokenSigner } from './token-signer.js';

const lifetimeSeconds = 60;

/** The caller's side: one token per audience, renewed when half of its minute is over. */
export class ServiceTokens {
  private readonly current = new Map<ServiceName, { token: string; renewAt: number }>();

  constructor(
    private readonly caller: ServiceName,
    private readonly signer: TokenSigner,
  ) {}

  for(audience: ServiceName): string {
    const held = this.current.get(audience);
    if (held && held.renewAt > Date.now()) return held.token;
    const token = this.signer.sign('service', audience, { sub: this.caller }, lifetimeSeconds);
    this.current.set(audience, { token, renewAt: Date.now() + (lifetimeSeconds / 2) * 1000 });
    return token;
  }
}

/**
 * The called side, as a Passport strategy. A service token grants nothing but the call and is used for half a minute, so
 * its signature is checked once and remembered until it expires.
 *
 * Passport keeps strategies by name for the whole process: the name carries the service, or services that share a
 * process would check each other's tokens.
 */
export function serviceTokenProviders(service: ServiceName): { strategy: Type; guard: Type<CanActivate> } {
  const name = `${service}-service-token`;

  @Injectable()
  class ServiceTokenStrategy extends PassportStrategy(Strategy, name) {
    private readonly known = new Map<string, number>();

    constructor(private readonly verifier: TokenVerifier) {
      super();
    }

    validate(request: { headers: Record<string, string | undefined> }): { caller: ServiceName } {
      const token = request.headers['authorization']?.match(/^Bearer (\S+)$/)?.[1];
      if (!token || !this.isGood(token)) throw new Problem('service.unauthorized');
      return { caller: 'gateway' };
    }

    private isGood(token: string): boolean {
      const nowSeconds = Date.now() / 1000;
      const expiresAt = this.known.get(token);
      if (expiresAt !== undefined) {
        if (expiresAt > nowSeconds) return true;
        this.known.delete(token);
      }
      const claims = this.verifier.verify('service', 'gateway', token, serviceTokenClaims);
      if (claims?.sub !== 'gateway') return false;
      if (this.known.size > 1000) this.known.clear();
      this.known.set(token, claims.exp);
      return true;
    }
  }

  return { strategy: ServiceTokenStrategy, guard: AuthGuard(name) };
}
