import { newId, type AccountId } from '@postern/kernel';
import type { ChunkId, RolloutId } from '../ids.js';

/** As many members as travel together. */
export const chunkSize = 250;
/** Chunks on their way to people at a time: what queues and memory hold does not grow with the organization. */
export const windowChunks = 8;
/** Without an answer for so long, it is asked for again. */
export const patienceSeconds = 60;
/** Without an answer for so long, whoever was to be written to counts as failed. */
export const giveUpSeconds = 2 * 3600;

export interface ChunkState {
  id: ChunkId;
  rolloutId: RolloutId;
  round: number;
  /** The last account of the page before; null: the first page. */
  after: AccountId | null;
  /** These and no others; null: whoever follows. */
  accounts: readonly AccountId[] | null;
  /** Asked for; sent to those who are written to; done. */
  status: 'asked' | 'sent' | 'done';
  /** When it got its status. */
  since: Date;
  /** When the one who is waited for was last asked. */
  askedAt: Date;
}

/** A page of members: asked for, prepared and written to, settled. */
export class Chunk {
  private constructor(private fields: ChunkState) {}

  static ask(what: Pick<ChunkState, 'rolloutId' | 'round' | 'after' | 'accounts'>, at: Date): Chunk {
    return new Chunk({ id: newId<ChunkId>(), ...what, status: 'asked', since: at, askedAt: at });
  }

  static restore(state: ChunkState): Chunk {
    return new Chunk(state);
  }

  get state(): Readonly<ChunkState> {
    return this.fields;
  }

  isHopeless(at: Date): boolean {
    return this.fields.status === 'sent' && at.getTime() - this.fields.since.getTime() >= giveUpSeconds * 1000;
  }

  /** `nobody`: there is nobody in it to write to. */
  prepared({ nobody }: { nobody: boolean }, at: Date): void {
    // Who was asked for is of no use any more.
    this.fields = { ...this.fields, accounts: null, status: nobody ? 'done' : 'sent', since: at, askedAt: at };
  }

  settled(at: Date): void {
    this.fields = { ...this.fields, status: 'done', since: at };
  }

  askedAgain(at: Date): void {
    this.fields = { ...this.fields, askedAt: at };
  }
}
