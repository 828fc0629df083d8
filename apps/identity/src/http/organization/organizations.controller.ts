import { Body, Controller, Get, Patch, Post, Req, UseGuards } from '@nestjs/common';
import {
  createOrganizationRequest,
  fieldErrorOf,
  renameOrganizationRequest,
  type ActingRole,
  type CreateOrganizationRequest,
  type OrganizationList,
  type OrganizationView,
} from '@postern/contracts';
import {
  actingRole,
  CreateOrganization,
  Organizations,
  RenameOrganization,
  type OrganizationId,
  type OrganizationSummary,
} from '@postern/identity-domain';
import { FromCaller, Problem, type Caller } from '@postern/platform';
import { AdministeredBy, AdministrationGuard } from '../administration/administration.guard.js';
import { administratorOf, type SignedIn } from '../administration/administrator.js';
import { ServiceTokenGuard } from '../service-token.js';
import { SessionGuard } from '../session.guard.js';
import { acting } from './acting.js';
import {
  administrators,
  helpers,
  OnOrganization,
  OrganizationGuard,
  OrganizationRoute,
  type ActedOn,
} from './organization.guard.js';

export const organizationView = (
  { id, name, members, createdAt }: OrganizationSummary,
  role: ActingRole,
): OrganizationView => ({ id, name, role, members, createdAt: createdAt.toISOString() });

@Controller('internal/organizations')
@UseGuards(ServiceTokenGuard, SessionGuard)
export class OrganizationsController {
  constructor(
    private readonly organizations: Organizations,
    private readonly createOrganization: CreateOrganization,
    private readonly renameOrganization: RenameOrganization,
  ) {}

  /** Mine. */
  @Get()
  async list(@Req() { user: { holder } }: SignedIn): Promise<OrganizationList> {
    const mine = await this.organizations.of(holder.accountId);
    return {
      organizations: mine.map((one) => organizationView(one, actingRole(holder.role, one.role) ?? one.role)),
    };
  }

  @Post()
  @UseGuards(AdministrationGuard)
  @AdministeredBy({ roles: ['operator'], fresh: true })
  async create(
    @Req() request: SignedIn,
    @Body({ schema: createOrganizationRequest }) { name, administrator }: CreateOrganizationRequest,
    @FromCaller() caller: Caller,
  ): Promise<OrganizationView> {
    const by = administratorOf(request, caller);
    const result = await this.createOrganization.execute(name, administrator ?? null, by);
    if (result.outcome === 'limit') throw new Problem('member.limit');
    if (result.outcome !== 'created') {
      const reason = result.outcome === 'address-unverified' ? 'unverified' : 'unknown';
      throw new Problem('request.invalid', { errors: [fieldErrorOf('administrator', reason)] });
    }
    return organizationView({ ...result.organization.facts, members: 1 }, 'operator');
  }

  @Get(':id')
  @UseGuards(OrganizationGuard)
  @OrganizationRoute({ roles: helpers })
  async read(@OnOrganization() { organization, actingAs }: ActedOn): Promise<OrganizationView> {
    return this.show(organization.id, actingAs);
  }

  @Patch(':id')
  @UseGuards(OrganizationGuard)
  @OrganizationRoute({ roles: administrators, change: true })
  async rename(
    @Req() { user }: SignedIn,
    @OnOrganization() actedOn: ActedOn,
    @Body({ schema: renameOrganizationRequest }) { name }: { name: string },
    @FromCaller() caller: Caller,
  ): Promise<OrganizationView> {
    const { id } = actedOn.organization;
    await this.renameOrganization.execute(id, name, acting(user, actedOn, caller));
    return this.show(id, actedOn.actingAs);
  }

  private async show(id: OrganizationId, role: ActingRole): Promise<OrganizationView> {
    const found = await this.organizations.get(id);
    if (!found) throw new Problem('organization.not_found');
    return organizationView({ ...found.organization.facts, members: found.members }, role);
  }
}
