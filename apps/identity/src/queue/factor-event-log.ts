import { EndEarlierSessions, NoteEvent, NoteFactorChange, type NotedEvent } from '@postern/identity-domain';
import { Database, Inbox } from '@postern/platform';
import { auditRows, insertAudit } from '../postgres/pg-audit-record.js';
import { noted, type FactorEvent } from './factor-events.js';

/** Takes what mfa tells, each message once however often it comes. */
export class FactorEventLog {
  constructor(
    private readonly database: Database,
    private readonly inbox: Inbox,
    private readonly noteEvent: NoteEvent,
    private readonly noteFactorChange: NoteFactorChange,
    private readonly endEarlierSessions: EndEarlierSessions,
  ) {}

  async take(event: FactorEvent, messageId: string): Promise<void> {
    const happened = noted(event);
    await this.reachSessions(event, happened.entry);
    const told = happened.news ? await this.noteEvent.execute(happened, messageId) : 'passed-over';
    if (told === 'passed-over') await this.record(happened.entry, messageId);
  }

  /** May be done twice, and so is done before the message counts as taken. */
  private async reachSessions(event: FactorEvent, entry: NotedEvent['entry']): Promise<void> {
    const { accountId, flowId, at, source, device } = entry;
    if (event.name === 'factor.activated') await this.noteFactorChange.execute(accountId, event.kind);
    if (event.name === 'factors.recovered' || event.name === 'factor_reset.applied') {
      await this.endEarlierSessions.execute({ accountId, flowId, at, origin: { source, device } });
    }
  }

  /** The record outlives the account, and most events are for it alone. */
  private record(entry: NotedEvent['entry'], messageId: string): Promise<void> {
    return this.database.transaction(async (transaction) => {
      if (!(await this.inbox.isFirst(transaction, messageId))) return;
      await transaction.query('identity.audit.append', insertAudit('$1'), [auditRows([entry])]);
    });
  }
}
