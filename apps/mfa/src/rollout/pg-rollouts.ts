import type { OutgoingMessage } from '@postern/contracts';
import type { AccountId } from '@postern/kernel';
import {
  Rollout,
  Rollouts,
  type FailedMember,
  type OrganizationId,
  type RolloutEvent,
  type RolloutId,
  type RolloutState,
  type StillFailed,
} from '@postern/mfa-domain';
import type { Database, Outbox, Queryable } from '@postern/platform';
import type { FlowChanges } from '../postgres/flow-changes.js';
import type { Json } from '../postgres/table.js';
import type { RolloutMessages } from './rollout-messages.js';
import { beginRollout, changeRollout, dependentRows, rolloutColumns } from './rollout-statements.js';
import { rolloutTable, type StoredMember } from './rollout-tables.js';

export interface RolloutRow {
  rollout: Json<RolloutState>;
  version: number;
  next: AccountId[];
}

/** Says that MFA is required from now on, within a transaction. */
export type RequireMfa = (
  transaction: Queryable,
  organization: OrganizationId,
  by: AccountId,
  at: Date,
) => Promise<'saved' | 'conflict'>;

const uniqueViolation = '23505';
const versions = new WeakMap<Rollout, number>();

export function rolloutOf({ rollout: row, version }: Pick<RolloutRow, 'rollout' | 'version'>): Rollout {
  const rollout = Rollout.restore(rolloutTable.restore(row));
  versions.set(rollout, version);
  return rollout;
}

/** One statement for each change, whatever comes of it: the rollout's version decides whether any of it is written. */
export class PgRollouts extends Rollouts {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly messages: RolloutMessages,
    private readonly changes: Pick<FlowChanges, 'announce'>,
    private readonly requireMfa: RequireMfa,
  ) {
    super();
  }

  async begin(rollout: Rollout, by: AccountId, at: Date): Promise<{ begun: boolean; rollout: Rollout }> {
    const { organizationId } = rollout.state;
    const events = rollout.pullEvents();
    for (;;) {
      const outcome = await this.database
        .transaction(async (transaction) => {
          if (!(await this.write(transaction, 'begin', beginRollout, rollout.state, events, 1))) return 'runs';
          // What lies in between is rolled back.
          if ((await this.requireMfa(transaction, organizationId, by, at)) === 'conflict') throw new PolicyOvertaken();
          return 'begun';
        })
        .catch((error: unknown) => {
          if (error instanceof PolicyOvertaken) return 'again';
          throw error;
        });
      if (outcome === 'begun') {
        versions.set(rollout, 1);
        this.outbox.wake();
        return { begun: true, rollout };
      }
      const running = await this.find(organizationId, null);
      // It may have ended in this moment.
      if (running && outcome === 'runs') return { begun: false, rollout: running.rollout };
    }
  }

  async of(organizationId: OrganizationId): Promise<Rollout[]> {
    const rows = await this.database.query<RolloutRow>(
      'mfa.rollout.list',
      `select ${rolloutTable.json('r')} as rollout, r.version from mfa.rollout r
       where r.organization_id = $1 order by r.started_at desc limit 100`,
      [organizationId],
    );
    return rows.map(rolloutOf);
  }

  async find(
    organizationId: OrganizationId,
    id: RolloutId | null,
  ): Promise<{ rollout: Rollout; next: StillFailed } | null> {
    const [row] = await this.database.query<RolloutRow>(
      'mfa.rollout.find',
      `select ${rolloutColumns} from mfa.rollout r where r.organization_id = $1
         and case when $2::uuid is null then r.state in ('processing', 'paused') else r.id = $2 end`,
      [organizationId, id],
    );
    return row ? { rollout: rolloutOf(row), next: row.next } : null;
  }

  async save(rollout: Rollout): Promise<'saved' | 'overtaken' | 'another-runs'> {
    const events = rollout.pullEvents();
    try {
      const version = versions.get(rollout) ?? 0;
      if (!(await this.write(this.database, 'change', changeRollout, rollout.state, events, version)))
        return 'overtaken';
    } catch (error) {
      if ((error as { code?: string }).code === uniqueViolation) return 'another-runs';
      throw error;
    }
    this.outbox.wake();
    await this.changes.announce(rollout.state.id);
    return 'saved';
  }

  failures(id: RolloutId, after: AccountId | null, limit: number): Promise<FailedMember[]> {
    return this.database.query<FailedMember>(
      'mfa.rollout.failures',
      `select f.account_id as "accountId", coalesce(m.username, '') as username, f.code
       from mfa.rollout_member f join mfa.rollout r on r.id = f.rollout_id
       left join mfa.member m on m.organization_id = r.organization_id and m.account_id = f.account_id
       where f.rollout_id = $1 and f.state = 'failed' and ($2::uuid is null or f.account_id > $2)
       order by f.account_id limit $3`,
      [id, after, limit],
    );
  }

  private async write(
    database: Queryable,
    name: string,
    decision: string,
    state: RolloutState,
    events: readonly RolloutEvent[],
    version: number,
  ): Promise<boolean> {
    const messages = events.flatMap((event): OutgoingMessage[] => this.messages.of(state, event));
    const rows = await database.query(
      `mfa.rollout.${name}`,
      `with decided as (${decision}), ${dependentRows('decided')}, messages as (
         ${this.outbox.insertClause('$5')} where exists (select from decided)
       ) select from decided`,
      [
        JSON.stringify(name === 'begin' ? [state] : state),
        version,
        JSON.stringify(chunksOf(events)),
        JSON.stringify(membersOf(state.id, events)),
        this.outbox.rows(messages),
      ],
    );
    return rows.length === 1;
  }
}

class PolicyOvertaken extends Error {}

const chunksOf = (events: readonly RolloutEvent[]) =>
  // The same chunk twice in one statement would be one row too many.
  [
    ...new Map(
      events.flatMap((event) => ('chunk' in event ? [[event.chunk.state.id, event.chunk.state]] : [])),
    ).values(),
  ];

const membersOf = (rolloutId: RolloutId, events: readonly RolloutEvent[]): StoredMember[] =>
  events.flatMap((event) =>
    'members' in event ? event.members.map((member) => ({ ...member, rolloutId, chunkId: event.chunk.state.id })) : [],
  );
