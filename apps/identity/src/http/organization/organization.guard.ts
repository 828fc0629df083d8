import { createParamDecorator, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { ActingRole } from '@postern/contracts';
import {
  actingRole,
  Memberships,
  reaches,
  RequireFreshAuthentication,
  type OpenSession,
  type OrganizationId,
  type OrganizationStanding,
} from '@postern/identity-domain';
import { Problem } from '@postern/platform';
import { z } from 'zod';
import { moreWanted } from '../session.guard.js';

export interface OrganizationRules {
  roles: readonly ActingRole[];
  /** Whether it changes something, and so wants a proof of the last five minutes (S11). */
  change?: boolean;
  /** It is about nobody but the person, who must be a member; any session will do. */
  own?: boolean;
}

/** Who may do what a route does. A route that says nothing is for nobody. */
export const OrganizationRoute = Reflector.createDecorator<OrganizationRules>();

/** Those who administer the organization, and those who administer them all. */
export const administrators = ['administrator', 'operator'] as const;
/** And those who help its members. */
export const helpers = [...administrators, 'support'] as const;

/** The organization that the path names, and as what the person acts on it. */
export interface ActedOn extends OrganizationStanding {
  actingAs: ActingRole;
}

interface Request {
  user: OpenSession;
  params: { id?: string };
  actedOn?: ActedOn;
}

/**
 * After `SessionGuard`. To everybody whom it does not concern an organization looks as if it did not exist (S22). Its
 * administrators need a session at their account's highest level: aal2 for everybody would keep those out for ever who want to
 * turn the second factor on.
 */
@Injectable()
export class OrganizationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly memberships: Memberships,
    private readonly requireFreshAuthentication: RequireFreshAuthentication,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const rules = this.reflector.get(OrganizationRoute, context.getHandler()) as OrganizationRules | undefined;
    const actedOn = await this.find(request);
    if (!actedOn || !rules?.roles.includes(actedOn.actingAs) || (rules.own && !actedOn.role)) {
      throw new Problem('organization.not_found');
    }
    if (!rules.own) this.check(request.user, actedOn.actingAs, rules.change ?? false);
    request.actedOn = actedOn;
    return true;
  }

  /** @throws Problem `session.step_up_required` where the session is too weak or, for a change, too old. */
  check({ session }: OpenSession, actingAs: ActingRole, change: boolean): void {
    const aal = actingAs === 'administrator' ? session.highestAal : 'aal2';
    const { outcome } = this.requireFreshAuthentication.execute(session, { aal });
    if (outcome !== 'fresh' && (change || !reaches(session.aal, aal))) throw moreWanted(aal);
  }

  private async find({ user: { holder }, params }: Request): Promise<ActedOn | undefined> {
    const id = z.uuid().safeParse(params.id);
    if (!id.success) return undefined;
    const standing = await this.memberships.standing(id.data.toLowerCase() as OrganizationId, holder.accountId);
    const actingAs = standing && actingRole(holder.role, standing.role);
    return actingAs ? { ...standing, actingAs } : undefined;
  }
}

/** After `OrganizationGuard`. */
export const OnOrganization = createParamDecorator(
  (_: unknown, context: ExecutionContext): ActedOn =>
    context.switchToHttp().getRequest<Request & { actedOn: ActedOn }>().actedOn,
);
