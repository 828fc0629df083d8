import { chunkSize } from '@postern/mfa-domain';
import { beforeAllIds } from '@postern/platform';
import { memberTable } from '../postgres/pg-member-copies.js';
import { chunkTable, rolloutMemberTable, rolloutTable } from './rollout-tables.js';

/** What a retry goes on with: as `Rollout.stillFailedFrom` has it. Nobody, and no look at anybody, in a first round. */
const stillFailed = `(
  select coalesce(json_agg(f.account_id order by f.account_id), '[]') from (
    select m.account_id from mfa.rollout_member m
    where m.rollout_id = r.id and m.state = 'failed' and (r.round > 1 or r.state = 'complete-with-errors')
      and (r.state = 'complete-with-errors' or m.round < r.round)
      and m.account_id > coalesce(case when r.state <> 'complete-with-errors' then r.cursor end, ${beforeAllIds})
    order by m.account_id limit ${chunkSize}
  ) f)`;

/** Columns of a `RolloutRow`. */
export const rolloutColumns = `${rolloutTable.json('r')} as rollout, r.version, ${stillFailed} as next`;

const groundColumns = `${rolloutColumns}, ${chunkTable.json('c')} as chunk`;
const groundOf = 'mfa.rollout_chunk c join mfa.rollout r on r.id = c.rollout_id where c.id = $1';

/** $1 chunk, $2 accounts. */
export const pageStatement = `
  select ${groundColumns},
    (select json_agg(${rolloutMemberTable.json('m')}) from mfa.rollout_member m
     where m.rollout_id = r.id and m.account_id = any($2)) as known,
    (select json_agg(json_build_object('accountId', f.account_id, 'kind', f.kind)) from mfa.factor f
     where f.account_id = any($2) and f.status = 'active') as factors
  from ${groundOf}`;

/** $1 chunk. Whoever is a member no more is written to no more, and is counted all the same. */
export const answerStatement = `
  select ${groundColumns},
    (select json_agg(json_build_object('accountId', w.account_id, 'copy', case when m.account_id is not null
       then ${memberTable.json('m')} end))
     from mfa.rollout_member w
     left join mfa.member m
       on m.organization_id = r.organization_id and m.account_id = w.account_id and m.state <> 'left'
     where w.chunk_id = c.id and w.state = 'pending') as waiting
  from ${groundOf}`;

/** $1 moment, $2 limit. */
export const overdueStatement = `
  select c.id from mfa.rollout_chunk c join mfa.rollout r on r.id = c.rollout_id
  where c.status <> 'done' and c.asked_at < $1 and r.state in ('processing', 'paused')
    and (c.status = 'sent' or r.asked = c.id)
  order by c.asked_at limit $2`;

/** Rows of chunks in $3 and of members in $4, for each row of `guard`. */
export const dependentRows = (guard: string): string => `
  chunks as (
    ${chunkTable.insertFrom('$3', guard)}
    on conflict (id) do update set accounts = excluded.accounts, status = excluded.status, since = excluded.since,
      asked_at = excluded.asked_at
  ), members as (
    ${rolloutMemberTable.insertFrom('$4', guard)}
    on conflict (rollout_id, account_id) do update set state = excluded.state, code = excluded.code,
      round = excluded.round, chunk_id = excluded.chunk_id
  )`;

const change = (condition = ''): string => `
  update mfa.rollout r set state = s.state, round = s.round, members = s.members, succeeded = s.succeeded,
    failed = s.failed, skipped = s.skipped, asked = s.asked, "cursor" = s."cursor", list_read = s."listRead",
    open_chunks = s."openChunks", finished_at = s."finishedAt", version = r.version + 1
  from jsonb_to_record($1::jsonb) as s(id uuid, state text, round int, members int, succeeded int, failed int,
    skipped int, asked uuid, "cursor" uuid, "listRead" boolean, "openChunks" int, "finishedAt" timestamptz)
  where r.id = s.id and r.version = $2 ${condition}
  returning r.id`;

/** What decides whether anything is written. $1 state, $2 version that it was loaded with. */
export const decisions = {
  /** The one that is there already decides: `rollout_running`. */
  begin: `
    ${rolloutTable.insertFrom('$1', '(select $2::int) as always')}
    on conflict (organization_id) where state in ('processing', 'paused') do nothing returning id`,
  change: change(),
  /** Whoever takes the requirement back at the same moment is waited for, or waits. */
  'go-on': change(`and exists (
    select from mfa.organization_policy p
    where p.organization_id = r.organization_id and p.required_since is not null for share)`),
};
