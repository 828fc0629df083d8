import { Logger } from '@nestjs/common';
import { ClearAccounts, ClearSessions, RetireAuditEntries } from '@postern/identity-domain';
import { Database, Inbox } from '@postern/platform';

/** Whatever has had its time goes. Each part is done by itself: what fails is tried again at the next run. */
export class Housekeeping {
  private readonly logger = new Logger('Housekeeping');

  constructor(
    private readonly clearAccounts: ClearAccounts,
    private readonly clearSessions: ClearSessions,
    private readonly retireAuditEntries: RetireAuditEntries,
    private readonly inbox: Inbox,
    private readonly database: Database,
  ) {}

  async clearExpired(): Promise<void> {
    const cleared = {
      ...(await this.clearAccounts.execute()),
      ...(await this.clearSessions.execute()),
      seals: await this.retireAuditEntries.execute(),
      messages: await this.inbox.clearOld(this.database),
    };
    if (Object.values(cleared).some((count) => count > 0)) this.logger.log({ message: 'Cleared', ...cleared });
  }
}
