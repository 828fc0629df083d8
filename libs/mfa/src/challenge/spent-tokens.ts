import type { Branded } from '@postern/kernel';

/** Unique id of something that works once and is not stored before: a token's `jti`, a ceremony (UUID). */
export type SpentTokenId = Branded<string, 'SpentTokenId'>;

/** What was used once and must not be used again, kept until it would have expired by itself. */
export abstract class SpentTokens {
  /**
   * True for the first caller: of N parallel ones exactly one. Throws when the store cannot be reached: then nothing may be
   * granted.
   */
  abstract spend(id: SpentTokenId, expiresAt: Date): Promise<boolean>;
}
