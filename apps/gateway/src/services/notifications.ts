import type { InboxMessage } from '@postern/contracts';
import { ServiceClient } from '@postern/platform';
import type { Client } from '../edge/exchange.js';

/** The messages that notifications keeps instead of sending them, in the embedded mode only. */
export class Inbox {
  constructor(private readonly http: ServiceClient) {}

  /** Newest first; those to one address or number, or all. */
  messages(to: string | undefined, client: Client): Promise<InboxMessage[]> {
    const query = to === undefined ? '' : `?${new URLSearchParams({ to }).toString()}`;
    return this.http.call({ ...client, method: 'GET', path: `/internal/inbox/messages${query}` });
  }

  onApplicationShutdown(): Promise<void> {
    return this.http.close();
  }
}

/** What was sent to somebody, where this installation says where notifications is. */
export class Deliveries {
  constructor(private readonly http: ServiceClient | undefined) {}

  /** @returns null where notifications is not known here. */
  async export(accountId: string, client: Client): Promise<Record<string, unknown> | null> {
    if (!this.http) return null;
    const query = new URLSearchParams({ accountId });
    return this.http.call({ ...client, method: 'GET', path: `/internal/deliveries?${query.toString()}` });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.http?.close();
  }
}
