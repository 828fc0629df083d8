/** Tokens of other services that were taken and count for nothing any more (S19). Both methods fail when the store is away. */
export abstract class SpentTokens {
  /** True for exactly one of all who take it. `until`: when it would expire by itself. */
  abstract take(id: string, until: Date): Promise<boolean>;

  /**
   * Forgets what had expired by itself before a moment, in batches.
   *
   * @returns how many were forgotten.
   */
  abstract clear(before: Date): Promise<number>;
}
