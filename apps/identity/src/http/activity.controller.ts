import { Controller, Get, Query, Req, UseGuards } from '@nestjs/common';
import { activityQuery, type ActivityPage, type ActivityQuery } from '@postern/contracts';
import { AuditRecord, kindsAbout, type Activity, type OpenSession } from '@postern/identity-domain';
import { ServiceTokenGuard } from './service-token.js';
import { SessionGuard } from './session.guard.js';

export const activityView = (entry: Activity): ActivityPage['entries'][number] => ({
  id: entry.id,
  kind: entry.kind,
  at: entry.at.toISOString(),
  source: entry.source,
  device: entry.device,
  application: entry.application,
  factor: entry.factor,
  actor: entry.actor ?? (entry.details?.['by'] === 'command-line' ? 'command-line' : null),
});

/** What the audit record has of the person, and of nobody else. */
@Controller('internal/account/activity')
@UseGuards(ServiceTokenGuard, SessionGuard)
export class ActivityController {
  constructor(private readonly audit: AuditRecord) {}

  @Get()
  async page(
    @Req() { user }: { user: OpenSession },
    @Query({ schema: activityQuery }) { cursor, limit, topic }: ActivityQuery,
  ): Promise<ActivityPage> {
    // One more than is shown tells whether there is another page.
    const kinds = topic && kindsAbout(topic);
    const found = await this.audit.ofAccount(user.holder.accountId, limit + 1, cursor, kinds);
    const entries = found.slice(0, limit).map(activityView);
    return { entries, nextCursor: found.length > limit ? (entries.at(-1)?.id ?? null) : null };
  }
}
