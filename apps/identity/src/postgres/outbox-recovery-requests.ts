import type { MessageBody } from '@postern/contracts';
import { RecoveryRequests } from '@postern/identity-domain';
import type { Database, Outbox } from '@postern/platform';

/** Left in the outbox for identity's own queue: one insert, whoever it is about. */
export class OutboxRecoveryRequests extends RecoveryRequests {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  async forUsername({ at, ...request }: Parameters<RecoveryRequests['forUsername']>[0]): Promise<void> {
    await this.leave('send-username', { ...request, at: at.toISOString() });
  }

  async forPassword({ at, ...request }: Parameters<RecoveryRequests['forPassword']>[0]): Promise<void> {
    await this.leave('send-password-reset', { ...request, at: at.toISOString() });
  }

  private async leave<Name extends 'send-username' | 'send-password-reset'>(
    name: Name,
    body: MessageBody<'identity', Name>,
  ): Promise<void> {
    await this.outbox.addIn(this.database, [{ queue: 'identity', name, body } as never]);
    this.outbox.wake();
  }
}
