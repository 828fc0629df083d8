import { Clock, secondsAfter } from '@postern/kernel';
import type { ChunkId } from '../ids.js';
import { patienceSeconds } from './chunk.js';
import { Chunks } from './chunks.js';
import { Rollouts } from './rollouts.js';

const atOnce = 100;

/** By the clock: asks again for what has not been answered for too long, by the same ids, so that nothing happens twice. */
export class ResumeRollouts {
  constructor(
    private readonly chunks: Chunks,
    private readonly rollouts: Rollouts,
    private readonly clock: Clock,
  ) {}

  /**
   * One that cannot be asked for again keeps no other one from it.
   *
   * @returns how many were asked for again, or given up
   * @throws the first of what went wrong, when all others have had their turn
   */
  async execute(): Promise<number> {
    const overdue = await this.chunks.overdue(secondsAfter(this.clock.now(), -patienceSeconds), atOnce);
    const failures: unknown[] = [];
    let reminded = 0;
    for (const id of overdue) {
      try {
        if (await this.remind(id)) reminded++;
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
    return reminded;
  }

  private async remind(id: ChunkId): Promise<boolean> {
    const ground = await this.chunks.forAnswer(id);
    if (!ground) return false;
    ground.rollout.remind(ground.chunk, [...ground.waiting.values()], ground.next, this.clock.now());
    // Overtaken: the answer came in this moment, or another replica does the same.
    return (await this.rollouts.save(ground.rollout)) === 'saved';
  }
}
