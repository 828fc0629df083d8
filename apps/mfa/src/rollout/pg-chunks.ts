import type { AccountId } from '@postern/kernel';
import {
  Chunk,
  Chunks,
  EnrollmentPolicies,
  type ChunkGround,
  type ChunkId,
  type ChunkState,
  type FactorKind,
  type Member,
  type PageFacts,
  type WaitingMember,
  type WaitingMembers,
} from '@postern/mfa-domain';
import type { Queryable } from '@postern/platform';
import type { Json } from '../postgres/table.js';
import { rolloutOf, type RolloutRow } from './pg-rollouts.js';
import { messageIdOf } from './rollout-messages.js';
import { answerStatement, overdueStatement, pageStatement } from './rollout-statements.js';
import { chunkTable, rolloutMemberTable, type StoredMember } from './rollout-tables.js';

type GroundRow = RolloutRow & { chunk: Json<ChunkState> };

/** One statement to decide on a page or an answer, beside the one that reads the policy. */
export class PgChunks extends Chunks {
  constructor(
    private readonly database: Queryable,
    private readonly policies: EnrollmentPolicies,
  ) {
    super();
  }

  async forPage(id: ChunkId, accounts: readonly AccountId[]): Promise<(ChunkGround & PageFacts) | null> {
    const [row] = await this.database.query<
      GroundRow & { known: Json<StoredMember>[] | null; factors: { accountId: AccountId; kind: FactorKind }[] | null }
    >('mfa.rollout.page', pageStatement, [id, accounts]);
    if (!row) return null;
    const ground = groundOf(row);
    const { organizationId } = ground.rollout.state;
    const { allowedKinds } = await this.policies.for({ application: null, organizations: [organizationId] });
    const allowed: readonly FactorKind[] = allowedKinds;
    const known = (row.known ?? []).map((member) => rolloutMemberTable.restore(member));
    return {
      ...ground,
      ready: new Set(
        (row.factors ?? []).filter(({ kind }) => allowed.includes(kind)).map(({ accountId }) => accountId),
      ),
      known: new Map(known.map((member) => [member.accountId, member])),
    };
  }

  async forAnswer(id: ChunkId): Promise<(ChunkGround & { waiting: WaitingMembers }) | null> {
    const [row] = await this.database.query<GroundRow & { waiting: Waiting[] | null }>(
      'mfa.rollout.answer',
      answerStatement,
      [id],
    );
    if (!row) return null;
    const ground = groundOf(row);
    const { rolloutId, round } = ground.chunk.state;
    const waiting = (row.waiting ?? []).map((member): [string, WaitingMember] => [
      messageIdOf(rolloutId, round, member.accountId),
      waitingOf(member),
    ]);
    return { ...ground, waiting: new Map(waiting) };
  }

  async overdue(before: Date, limit: number): Promise<ChunkId[]> {
    const rows = await this.database.query<{ id: ChunkId }>('mfa.rollout.overdue', overdueStatement, [before, limit]);
    return rows.map(({ id }) => id);
  }
}

interface Waiting {
  accountId: AccountId;
  copy: Json<Member> | null;
}

const groundOf = (row: GroundRow): ChunkGround => ({
  rollout: rolloutOf(row),
  chunk: Chunk.restore(chunkTable.restore(row.chunk)),
  next: row.next,
});

const waitingOf = ({ accountId, copy }: Waiting): WaitingMember => ({
  accountId,
  recipient: copy && { accountId, username: copy.username, email: copy.email, locale: copy.locale },
});
