import type { Origin } from '../audit/audit-record.js';

/**
 * Where requests for lost usernames and passwords are left. Taking one is the same single write for everybody, and what
 * comes of it happens elsewhere and later: nothing about an account shows in the reply or in its time (S20).
 */
export abstract class RecoveryRequests {
  /** Fails when the store is away. */
  abstract forUsername(request: { email: string; source: Origin['source']; at: Date }): Promise<void>;

  /** Fails when the store is away. */
  abstract forPassword(request: {
    identifier: string;
    application: string | null;
    source: Origin['source'];
    at: Date;
  }): Promise<void>;
}
