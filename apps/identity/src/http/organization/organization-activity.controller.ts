import { Controller, Get, Query, UseGuards } from '@nestjs/common';
import { activityQuery, type ActivityQuery, type OrganizationActivityPage } from '@postern/contracts';
import { AuditRecord } from '@postern/identity-domain';
import { activityView } from '../activity.controller.js';
import { ServiceTokenGuard } from '../service-token.js';
import { SessionGuard } from '../session.guard.js';
import { helpers, OnOrganization, OrganizationGuard, OrganizationRoute, type ActedOn } from './organization.guard.js';
import { pageOf } from './page.js';

/** What the audit record has of the organization, and of no other one's doings of the same people. */
@Controller('internal/organizations/:id/activity')
@UseGuards(ServiceTokenGuard, SessionGuard, OrganizationGuard)
export class OrganizationActivityController {
  constructor(private readonly audit: AuditRecord) {}

  /** Who did it and whom it was about by username, as long as the accounts are there. */
  @Get()
  @OrganizationRoute({ roles: helpers })
  async page(
    @OnOrganization() { organization }: ActedOn,
    @Query({ schema: activityQuery }) { cursor, limit }: ActivityQuery,
  ): Promise<OrganizationActivityPage> {
    const found = await this.audit.ofOrganization(organization.id, limit + 1, cursor);
    const { rows, nextCursor } = pageOf(found, limit, ({ id }) => id);
    const entries = rows.map((entry) => {
      const view = activityView(entry);
      return { ...view, actor: entry.actorName ?? view.actor, account: entry.accountName ?? entry.accountId };
    });
    return { entries, nextCursor };
  }
}
