import { Clock, secondsAfter } from '@postern/kernel';
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

  /** @returns how many were asked for again, or given up */
  async execute(): Promise<number> {
    const overdue = await this.chunks.overdue(secondsAfter(this.clock.now(), -patienceSeconds), atOnce);
    let reminded = 0;
    for (const id of overdue) {
      const ground = await this.chunks.forAnswer(id);
      if (!ground) continue;
      ground.rollout.remind(ground.chunk, [...ground.waiting.values()], ground.next, this.clock.now());
      // Overtaken: the answer came in this moment, or another replica does the same.
      if ((await this.rollouts.save(ground.rollout)) === 'saved') reminded++;
    }
    return reminded;
  }
}
