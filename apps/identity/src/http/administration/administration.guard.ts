import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { InstallationRole } from '@postern/contracts';
import { reaches, RequireFreshAuthentication, type OpenSession } from '@postern/identity-domain';
import { Problem } from '@postern/platform';

export interface AdministrationRules {
  roles: readonly InstallationRole[];
  /** Whether it changes something, and so wants a proof of the last five minutes. */
  fresh?: boolean;
}

/** Who may do what a route does, and how sure of it we must be. A route that says nothing is for nobody. */
export const AdministeredBy = Reflector.createDecorator<AdministrationRules>();

/**
 * After `SessionGuard`. To everybody who has no part in running the installation there is nothing here (S22); those who
 * have must have shown a second factor.
 */
@Injectable()
export class AdministrationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly requireFreshAuthentication: RequireFreshAuthentication,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const { session, holder } = context.switchToHttp().getRequest<{ user: OpenSession }>().user;
    const rules = this.reflector.get(AdministeredBy, context.getHandler()) as AdministrationRules | undefined;
    if (!holder.role || !rules?.roles.includes(holder.role)) throw new Problem('request.not_found');
    const freshness = this.requireFreshAuthentication.execute(session, { aal: 'aal2' });
    const enough = freshness.outcome === 'fresh' || (!rules.fresh && reaches(session.aal, 'aal2'));
    if (!enough) throw new Problem('session.step_up_required', { required: freshness.required });
    return true;
  }
}
