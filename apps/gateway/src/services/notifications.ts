import type { DeliveryList, InboxMessage } from '@postern/contracts';
import { ServiceClient } from '@postern/platform';
import type { Client } from '../edge/exchange.js';
import { withQuery } from './calls.js';

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

/** What the help desk is shown at most. */
const mostLatest = 50;

/** What was sent to somebody, where this installation says where notifications is. */
export class Deliveries {
  constructor(private readonly http: ServiceClient | undefined) {}

  /** @returns null where notifications is not known here. */
  async export(accountId: string, client: Client): Promise<Record<string, unknown> | null> {
    return this.of({ accountId }, client);
  }

  /** The newest of them, first. Returns null as `export` does. */
  latest(accountId: string, client: Client): Promise<DeliveryList | null> {
    return this.of({ accountId, limit: mostLatest }, client);
  }

  private async of<Reply>(whose: { accountId: string; limit?: number }, client: Client): Promise<Reply | null> {
    if (!this.http) return null;
    return this.http.call({ ...client, method: 'GET', path: withQuery('/internal/deliveries', whose) });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.http?.close();
  }
}
