import { attemptsPerBudget, failuresUntilDisabled, lockSeconds } from '@postern/mfa-domain';
import { situationColumns, situationJoins } from './situations.js';
import { budgetTable, factorTable } from './tables.js';

/** Answers of the budget that are used when this one is counted: after a lock a new budget begins. */
const usedNow = '(case when b.locked_until is null then b.used + 1 else 1 end)';

/** $1 hash of the flow's token, $2 source, $3 now. */
export const takeStatement = `
  with asked as (
    select c.account_id, c.factor_id,
      case c.purpose when 'activation' then 'activate:' || c.kind else c.factor_id::text end as subject
    from mfa.flow f join mfa.challenge c on c.id = f.challenge_id
    where f.token_hash = $1 and f.abandoned_at is null and f.expires_at > $3
      and c.status = 'issued' and c.expires_at > $3
  ), factor as (
    -- Locked first: of many answers at once each sees what the one before has counted.
    select x.* from mfa.factor x, asked
    where x.id = asked.factor_id and not exists (
      select from mfa.attempt_budget b
      where b.account_id = asked.account_id and b.source = $2 and b.subject = asked.subject and b.locked_until > $3
    )
    for update of x
  ), counted as (
    insert into mfa.attempt_budget as b (account_id, source, subject, used, locks)
    select asked.account_id, $2, asked.subject, 1, 0
    from asked, factor
    where factor.status in ('pending', 'active') and factor.consecutive_failures < ${failuresUntilDisabled}
    on conflict (account_id, source, subject) do update set
      used = ${usedNow},
      locks = b.locks + (${usedNow} >= ${attemptsPerBudget})::int,
      locked_until = case when ${usedNow} >= ${attemptsPerBudget} then $3::timestamptz + make_interval(secs =>
        (array[${lockSeconds.join(', ')}])[least(b.locks, ${lockSeconds.length - 1}) + 1]) end
    where b.locked_until is null or b.locked_until <= $3
    returning *
  ), failed as (
    update mfa.factor x set consecutive_failures = x.consecutive_failures + 1 from counted, asked where x.id = asked.factor_id
  )
  select ${situationColumns('$2')},
    (select subject from asked) as subject,
    (select ${factorTable.json('factor')} from factor) as now,
    (select ${budgetTable.json('counted')} from counted) as counted
  from mfa.flow flow ${situationJoins} where flow.token_hash = $1`;

export const rejectStatement = (insertMessages: string): string => `
  with disabled as (
    update mfa.factor set status = 'disabled' where id = $1 and $2 and status in ('active', 'pending')
  )
  ${insertMessages}`;
