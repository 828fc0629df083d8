import type { OutgoingMessage } from '@postern/contracts';
import type { AccountId } from '@postern/kernel';
import {
  goesOn,
  Rollout,
  Rollouts,
  type FailedMember,
  type FoundRollout,
  type OrganizationId,
  type OrganizationPolicy,
  type RolloutEvent,
  type RolloutId,
  type RolloutState,
} from '@postern/mfa-domain';
import { beforeAllIds, type Database, type Outbox, type Queryable } from '@postern/platform';
import type { FlowChanges } from '../postgres/flow-changes.js';
import { PgOrganizationPolicies } from '../postgres/pg-organization-policies.js';
import type { Json } from '../postgres/table.js';
import type { RolloutMessages } from './rollout-messages.js';
import { decisions, dependentRows, rolloutColumns } from './rollout-statements.js';
import { rolloutTable, type StoredMember } from './rollout-tables.js';

export interface RolloutRow {
  rollout: Json<RolloutState>;
  version: number;
  next: AccountId[];
}

const uniqueViolation = '23505';
const versions = new WeakMap<Rollout, number>();

export function rolloutOf({ rollout: row, version }: Pick<RolloutRow, 'rollout' | 'version'>): Rollout {
  const rollout = Rollout.restore(rolloutTable.restore(row));
  versions.set(rollout, version);
  return rollout;
}

/**
 * One statement for each change, whatever comes of it: the rollout's version decides whether any of it is written. Where the policy
 * has a say it is locked before the rollout, always in this order.
 */
export class PgRollouts extends Rollouts {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly messages: RolloutMessages,
    private readonly changes: Pick<FlowChanges, 'announce'>,
  ) {
    super();
  }

  async begin(rollout: Rollout, by: AccountId, at: Date): Promise<{ begun: boolean; rollout: Rollout }> {
    const { organizationId } = rollout.state;
    const events = rollout.pullEvents();
    for (;;) {
      const outcome = await this.orUndone(async (transaction) => {
        if ((await this.requireMfa(transaction, organizationId, by, at)) === 'conflict') throw new Undone('conflict');
        if (!(await this.write(transaction, 'begin', rollout.state, events, 1))) throw new Undone('runs');
      });
      if (outcome === 'done') {
        versions.set(rollout, 1);
        this.outbox.wake();
        return { begun: true, rollout };
      }
      const running = outcome === 'runs' && (await this.find(organizationId, null));
      // It may have ended in this moment.
      if (running) return { begun: false, rollout: running.rollout };
    }
  }

  async withdraw(policy: OrganizationPolicy, by: AccountId, at: Date): Promise<'saved' | 'conflict'> {
    let cancelled: RolloutId | null = null;
    const outcome = await this.orUndone(async (transaction) => {
      const saved = await new PgOrganizationPolicies(transaction, this.outbox).save(policy);
      if (saved === 'conflict') throw new Undone(saved);
      // Whoever begins one from now on waits for this policy, and takes its place.
      cancelled = await this.cancelRunning(transaction, policy.state.organizationId, by, at);
    });
    if (outcome !== 'done') return 'conflict';
    this.outbox.wake();
    if (cancelled) await this.changes.announce(cancelled);
    return 'saved';
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

  async find(organizationId: OrganizationId, id: RolloutId | null): Promise<FoundRollout | null> {
    return this.findIn(this.database, organizationId, id);
  }

  async save(rollout: Rollout): Promise<'saved' | 'overtaken' | 'another-runs'> {
    const events = rollout.pullEvents();
    const name = events.some((event) => event.type === 'rollout.changed' && goesOn(event.what)) ? 'go-on' : 'change';
    try {
      const version = versions.get(rollout) ?? 0;
      if (!(await this.write(this.database, name, rollout.state, events, version))) return 'overtaken';
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
       where f.rollout_id = $1 and f.state = 'failed' and f.account_id > coalesce($2, ${beforeAllIds})
       order by f.account_id limit $3`,
      [id, after, limit],
    );
  }

  private async requireMfa(
    transaction: Queryable,
    organization: OrganizationId,
    by: AccountId,
    at: Date,
  ): Promise<'saved' | 'conflict'> {
    const policies = new PgOrganizationPolicies(transaction, this.outbox);
    const policy = await policies.hold(organization);
    const { revision } = policy.state;
    policy.require(by, at);
    return policy.state.revision === revision ? 'saved' : policies.save(policy);
  }

  private async cancelRunning(
    transaction: Queryable,
    organization: OrganizationId,
    by: AccountId,
    at: Date,
  ): Promise<RolloutId | null> {
    for (;;) {
      const running = await this.findIn(transaction, organization, null);
      if (!running) return null;
      const { rollout } = running;
      rollout.cancel(by, at);
      const version = versions.get(rollout) ?? 0;
      // Else an answer has changed it in this moment.
      if (await this.write(transaction, 'change', rollout.state, rollout.pullEvents(), version))
        return rollout.state.id;
    }
  }

  private async findIn(
    database: Queryable,
    organizationId: OrganizationId,
    id: RolloutId | null,
  ): Promise<FoundRollout | null> {
    const [row] = await database.query<RolloutRow & { required: boolean }>(
      'mfa.rollout.find',
      `select ${rolloutColumns}, exists (
         select from mfa.organization_policy p where p.organization_id = r.organization_id and p.required_since is not null
       ) as required
       from mfa.rollout r where r.organization_id = $1
         and case when $2::uuid is null then r.state in ('processing', 'paused') else r.id = $2 end`,
      [organizationId, id],
    );
    return row ? { rollout: rolloutOf(row), next: row.next, required: row.required } : null;
  }

  /** What lies in between is rolled back. */
  private orUndone(work: (transaction: Queryable) => Promise<void>): Promise<'done' | Undone['why']> {
    return this.database
      .transaction(work)
      .then(() => 'done' as const)
      .catch((error: unknown) => {
        if (error instanceof Undone) return error.why;
        throw error;
      });
  }

  private async write(
    database: Queryable,
    name: keyof typeof decisions,
    state: RolloutState,
    events: readonly RolloutEvent[],
    version: number,
  ): Promise<boolean> {
    const messages = events.flatMap((event): OutgoingMessage[] => this.messages.of(state, event));
    const rows = await database.query(
      `mfa.rollout.${name}`,
      `with decided as (${decisions[name]}), ${dependentRows('decided')}, messages as (
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

/** Thrown inside a transaction to undo it. */
class Undone extends Error {
  constructor(readonly why: 'conflict' | 'runs') {
    super(why);
  }
}

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
