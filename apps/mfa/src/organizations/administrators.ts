import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { administrationTokenClaims, contextHeaders, type AdministrationTokenClaims } from '@postern/contracts';
import { Clock, secondsAfter, type AccountId } from '@postern/kernel';
import {
  SpentTokens,
  type AdministrationTokenId,
  type Administrator,
  type OrganizationId,
  type SpentTokenId,
} from '@postern/mfa-domain';
import { Problem, TokenVerifier } from '@postern/platform';
import { keptSeconds } from '../http/account-subjects.js';
import { applicationOf } from '../http/subject-tokens.js';

/** The administration token that the gateway has fetched from identity for this very call. */
export const AdministrationToken = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { headers } = context.switchToHttp().getRequest<{ headers: Record<string, string | string[] | undefined> }>();
  const token = headers[contextHeaders.administrationToken];
  if (typeof token !== 'string' || !token) throw new Problem('session.required');
  return token;
});

/**
 * Who acts on an organization, and on which: the one that the token names, whatever else a call says (S22). A token that gives no
 * right to it is told apart by nothing: forged, expired, spent and meant for something else.
 */
export class Administrators {
  constructor(
    private readonly verifier: TokenVerifier,
    private readonly spent: SpentTokens,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem `session.required` */
  reading(token: string): Administrator {
    const claims = this.verifier.verify('administration', 'identity', token, administrationTokenClaims);
    if (!claims) throw new Problem('session.required');
    return administratorOf(claims);
  }

  /**
   * Once (S19), and never for support.
   *
   * @throws Problem `session.required`
   */
  async changing(token: string): Promise<Administrator> {
    const administrator = this.reading(token);
    const { permission, role, tokenId } = administrator;
    if (permission !== 'change' || role === 'support') throw new Problem('session.required');
    const id = tokenId as string as SpentTokenId;
    const first = await this.spent.spend(id, secondsAfter(this.clock.now(), keptSeconds));
    if (!first) throw new Problem('session.required');
    return administrator;
  }
}

const administratorOf = (claims: AdministrationTokenClaims): Administrator => ({
  tokenId: claims.jti as AdministrationTokenId,
  accountId: claims.sub as AccountId,
  username: claims.username,
  locale: claims.locale,
  organization: { id: claims.organization.id as OrganizationId, name: claims.organization.name },
  role: claims.role,
  permission: claims.permission,
  application: claims.application && applicationOf(claims.application),
});
