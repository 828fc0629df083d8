import { Clock, type AccountId } from '@postern/kernel';
import type { ChunkId } from '../ids.js';
import { Chunks } from './chunks.js';
import type { RolloutFailure } from './preparation.js';
import { Rollouts } from './rollouts.js';

/** The messages of a chunk have ended: counts them, and asks for the next page where that makes room for it. */
export class SettleChunk {
  constructor(
    private readonly chunks: Chunks,
    private readonly rollouts: Rollouts,
    private readonly clock: Clock,
  ) {}

  /** `failed`: by the ids of their messages; strange ones are passed over. False: it was known before, or there is no such chunk. */
  async execute(id: ChunkId, failed: ReadonlyMap<string, RolloutFailure>): Promise<boolean> {
    for (;;) {
      const ground = await this.chunks.forAnswer(id);
      if (!ground) return false;
      const waiting = [...ground.waiting];
      const codes = waiting.flatMap(([messageId, { accountId }]): [AccountId, RolloutFailure][] => {
        const code = failed.get(messageId);
        return code ? [[accountId, code]] : [];
      });
      const accounts = waiting.map(([, { accountId }]) => accountId);
      const { rollout, chunk, next } = ground;
      if (!rollout.settle(chunk, accounts, new Map(codes), next, this.clock.now())) return false;
      if ((await this.rollouts.save(rollout)) === 'saved') return true;
    }
  }
}
