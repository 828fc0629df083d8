import type { RateLimiter, RateLimits } from '@postern/platform';
import type { GatewayConfig } from '../config.js';
import { limitKey, refuseUnlessAllowed } from './limits.js';

/**
 * How often may be done in one organization what costs us, or other people's mailboxes, something (S21). To be counted only once
 * it is known that whoever asks may: a stranger must not use up what an organization has.
 */
export class OrganizationLimits {
  private readonly invitations: RateLimiter;
  private readonly imports: RateLimiter;
  private readonly reports: RateLimiter;

  constructor(stored: RateLimits, config: GatewayConfig) {
    const limiter = (name: string, points: number, durationSeconds: number) =>
      stored.create({ name, points, durationSeconds });
    this.invitations = limiter('invitation', config.LIMIT_INVITATIONS_PER_ORGANIZATION_PER_HOUR, 3600);
    this.imports = limiter('member-import', config.LIMIT_IMPORTS_PER_ORGANIZATION_PER_HOUR, 3600);
    this.reports = limiter('organization-report', config.LIMIT_REPORTS_PER_ORGANIZATION_PER_MINUTE, 60);
  }

  async invitation(organizationId: string): Promise<void> {
    refuseUnlessAllowed(await this.invitations.consume(limitKey(organizationId)));
  }

  async memberImport(organizationId: string): Promise<void> {
    refuseUnlessAllowed(await this.imports.consume(limitKey(organizationId)));
  }

  /** What looks at all members: dry runs and files to download. */
  async report(organizationId: string): Promise<void> {
    refuseUnlessAllowed(await this.reports.consume(limitKey(organizationId)));
  }
}
