import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { RequireFreshAuthentication, type OpenSession } from '@postern/identity-domain';
import { Problem } from '@postern/platform';

/** After `SessionGuard`: lets through who proved it in the last five minutes, as well as the account can (S11). */
@Injectable()
export class FreshSessionGuard implements CanActivate {
  constructor(private readonly requireFreshAuthentication: RequireFreshAuthentication) {}

  canActivate(context: ExecutionContext): boolean {
    const { user } = context.switchToHttp().getRequest<{ user: OpenSession }>();
    const freshness = this.requireFreshAuthentication.execute(user.session);
    if (freshness.outcome === 'step-up-required') {
      throw new Problem('session.step_up_required', { required: freshness.required });
    }
    return true;
  }
}
