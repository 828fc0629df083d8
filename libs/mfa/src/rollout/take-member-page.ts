import { Clock } from '@postern/kernel';
import type { ChunkId } from '../ids.js';
import { Chunks } from './chunks.js';
import type { MemberPage } from './rollout.js';
import { Rollouts } from './rollouts.js';

/** A page of the member list has come: judges each, writes to those who can be written to, and asks for the next. */
export class TakeMemberPage {
  constructor(
    private readonly chunks: Chunks,
    private readonly rollouts: Rollouts,
    private readonly clock: Clock,
  ) {}

  /** False: nobody waits for it. */
  async execute(id: ChunkId, page: MemberPage): Promise<boolean> {
    const accounts = [...page.members.map(({ accountId }) => accountId), ...page.left];
    for (;;) {
      const ground = await this.chunks.forPage(id, accounts);
      if (!ground?.rollout.takePage(ground.chunk, page, ground, ground.next, this.clock.now())) return false;
      if ((await this.rollouts.save(ground.rollout)) === 'saved') return true;
    }
  }
}
