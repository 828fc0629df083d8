import { Clock, secondsAfter } from '@postern/kernel';
import { ApplyFactorResets } from '@postern/mfa-domain';
import { deleteInBatches, Inbox, type Queryable } from '@postern/platform';

const day = 86_400;

const ofFinishedRollouts = 'rollout_id in (select id from mfa.rollout where finished_at < $1)';

/** What is cleared away, and how long after it was over, in seconds. `$1` is the moment before which it must have been over. */
const ages: readonly { table: string; afterSeconds: number; condition: string }[] = [
  // Challenges and verifications go with their flows.
  { table: 'mfa.flow', afterSeconds: day, condition: 'expires_at < $1' },
  {
    table: 'mfa.factor',
    afterSeconds: day,
    // One that a flow still remembers says when something was sent to its destination.
    condition: `status in ('pending', 'revoked') and created_at < $1 and not exists (
      select from mfa.flow f where f.account_id = mfa.factor.account_id and f.pending_factor_id = mfa.factor.id)`,
  },
  // What counts against guessing for longer is the factor's own count of failures.
  {
    table: 'mfa.attempt_budget',
    afterSeconds: 30 * day,
    condition: 'created_at < $1 and (locked_until is null or locked_until < $1)',
  },
  { table: 'mfa.sending_count', afterSeconds: 0, condition: 'window_ends_at < $1' },
  // Another replica's clock may be behind: what it still takes must not be forgotten here.
  { table: 'mfa.spent_token', afterSeconds: 3600, condition: 'expires_at < $1' },
  { table: 'mfa.trusted_device', afterSeconds: 0, condition: 'expires_at < $1' },
  { table: 'mfa.factor_reset', afterSeconds: 90 * day, condition: 'coalesce(stopped_at, applied_at) < $1' },
  // The rollout itself stays, with its counts; who failed is nobody's business for ever.
  { table: 'mfa.rollout_member', afterSeconds: 90 * day, condition: ofFinishedRollouts },
  { table: 'mfa.rollout_chunk', afterSeconds: 90 * day, condition: ofFinishedRollouts },
  // No message about them can come any more.
  { table: 'mfa.member', afterSeconds: 32 * day, condition: `state = 'left' and heard_at < $1` },
];

/**
 * Applies what is due and clears away what is over, in bounded batches. Any number of replicas may do it at once: rows that one
 * of them holds are left to it.
 */
export class ClearExpired {
  constructor(
    private readonly database: Queryable,
    private readonly inbox: Inbox,
    private readonly resets: ApplyFactorResets,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    await this.resets.execute();
    const now = this.clock.now();
    for (const { table, afterSeconds, condition } of ages) {
      const before = secondsAfter(now, -afterSeconds);
      await deleteInBatches(this.database, `clear.${table}`, table, condition, [before]);
    }
    await this.inbox.clearOld(this.database);
  }
}
