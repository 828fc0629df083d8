import type { AccountId } from '@postern/kernel';
import type { Chunk } from './chunk.js';
import type { JudgedMember, Recipient } from './preparation.js';

export type RolloutTurn =
  'begun' | 'paused' | 'resumed' | 'cancelled' | 'retried' | 'complete' | 'complete-with-errors';

/** With these it writes to people again. */
export const goesOn = (turn: RolloutTurn): boolean => turn === 'resumed' || turn === 'retried';

/** What happened to a rollout: rows of its members and chunks, and messages to others, come of it in one transaction. */
export type RolloutEvent =
  /** For the audit record. `actor`: null where it came by itself. */
  | { type: 'rollout.changed'; what: RolloutTurn; actor: AccountId | null; at: Date }
  /** identity is asked for a page. */
  | { type: 'chunk.asked'; chunk: Chunk; at: Date }
  /** What becomes of its members is known, save for those who are written to now. */
  | {
      type: 'chunk.prepared';
      chunk: Chunk;
      members: readonly JudgedMember[];
      recipients: readonly Recipient[];
      at: Date;
    }
  /** The same messages once more, for the case that they were lost. */
  | { type: 'chunk.repeated'; chunk: Chunk; recipients: readonly Recipient[]; at: Date }
  | { type: 'chunk.settled'; chunk: Chunk; members: readonly JudgedMember[]; at: Date };
