/**
 * What time takes away. Each method works in batches, so that no lock is held for long, tells how many there were, and fails
 * when the store is away; what was removed until then stays removed.
 */
export abstract class ExpiredRecords {
  /** Accounts that were closed before `closedBefore`, with all that hangs on them but the audit record. */
  abstract removeClosedAccounts(closedBefore: Date, at: Date): Promise<number>;

  /**
   * Accounts whose address was never verified, that nobody ever signed in to or enrolled a factor for, and that came here
   * before `addedBefore`. Operators and support stay.
   */
  abstract removeUnusedAccounts(addedBefore: Date, at: Date): Promise<number>;

  /** Links that nothing can come of, for so long that nobody asks about them. */
  abstract removeLinks(expiredBefore: Date): Promise<number>;
}
