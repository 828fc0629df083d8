import type { AccountId } from '@postern/kernel';
import type { ChunkId } from '../ids.js';
import type { Chunk } from './chunk.js';
import type { PageFacts, WaitingMember } from './preparation.js';
import type { Rollout, StillFailed } from './rollout.js';

/** A chunk and the rollout that it belongs to, to be saved with `Rollouts.save`. */
export interface ChunkGround {
  rollout: Rollout;
  chunk: Chunk;
  next: StillFailed;
}

/** Those who are written to in a chunk, by the id of their message. */
export type WaitingMembers = ReadonlyMap<string, WaitingMember>;

/** Chunks under way. Every method throws when the store cannot be reached. */
export abstract class Chunks {
  /** With what is known of the accounts that the page names. Null: no such chunk. */
  abstract forPage(id: ChunkId, accounts: readonly AccountId[]): Promise<(ChunkGround & PageFacts) | null>;

  /** With those of whom an answer is awaited. Null: no such chunk. */
  abstract forAnswer(id: ChunkId): Promise<(ChunkGround & { waiting: WaitingMembers }) | null>;

  /** Those of running rollouts that were asked for before that moment and are not answered, the oldest first. */
  abstract overdue(before: Date, limit: number): Promise<ChunkId[]>;
}
