import { Processor } from '@nestjs/bullmq';
import type { Handlers, MessageBody, MessageNameOf } from '@postern/contracts';
import { auditEntry, MarkEmailVerified } from '@postern/identity-domain';
import type { AccountId } from '@postern/kernel';
import { Database, Inbox, QueueConsumer, workerSettings } from '@postern/platform';
import { PgAuditRecord } from '../postgres/pg-audit-record.js';

type EventName = MessageNameOf<'identity'>;
type Event = MessageBody<'identity', EventName>;

/** What happened in second-factor flows goes into the audit record; a proven address is noted on its account. */
@Processor('identity', workerSettings)
export class IdentityConsumer extends QueueConsumer<'identity'> {
  constructor(
    private readonly database: Database,
    private readonly inbox: Inbox,
    private readonly markEmailVerified: MarkEmailVerified,
  ) {
    super('identity');
  }

  protected readonly handlers: Handlers<'identity'> = {
    'email.verified': (event, { messageId }) =>
      this.once(messageId, 'email.verified', event, () =>
        this.markEmailVerified.execute(event.accountId as AccountId, event.address, new Date(event.at)),
      ),
    'enrollment.postponed': (event, { messageId }) => this.once(messageId, 'enrollment.postponed', event),
    'factor.activated': (event, { messageId }) => this.once(messageId, 'factor.activated', event),
    'factor.disabled': (event, { messageId }) => this.once(messageId, 'factor.disabled', event),
    'challenge.rejected': (event, { messageId }) => this.once(messageId, 'challenge.rejected', event),
    'challenge.locked': (event, { messageId }) => this.once(messageId, 'challenge.locked', event),
  };

  /**
   * `act` has a transaction of its own, so it may run again when this one fails after it: it must be one that may be
   * done twice.
   */
  private once(messageId: string, kind: EventName, event: Event, act?: () => Promise<void>): Promise<void> {
    return this.database.transaction(async (transaction) => {
      if (!(await this.inbox.isFirst(transaction, messageId))) return;
      await new PgAuditRecord(transaction).append(
        auditEntry({
          kind,
          at: new Date(event.at),
          accountId: event.accountId as AccountId,
          source: event.source,
          flowId: event.flowId,
          factor: 'factorId' in event ? { kind: event.kind, id: event.factorId } : null,
        }),
      );
      await act?.();
    });
  }
}
