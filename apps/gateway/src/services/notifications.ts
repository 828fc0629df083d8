import type { InboxMessage } from '@postern/contracts';
import { ServiceClient } from '@postern/platform';
import type { Client } from '../edge/exchange.js';

/** The messages that notifications keeps instead of sending them, in the embedded mode only. */
export class Notifications {
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
