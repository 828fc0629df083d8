/**
 * Common table expressions that end what rests on factors: flows under way and remembered devices. `decided` gives the
 * `account_id`, `at` the moment: what began later is the owner's own. Locks are taken in the one order of this service:
 * enrollment, flow, factor.
 */
export const endFlowsAndDevices = (decided: string, at: string): string => `
  locked as (
    select account_id from mfa.enrollment where account_id in (select account_id from ${decided}) for update
  ), ended as (
    update mfa.flow f set abandoned_at = ${at}, version = f.version + 1
    where f.account_id in (select account_id from ${decided}) and (select count(*) from locked) >= 0
      and f.abandoned_at is null and f.expires_at > ${at} and f.started_at <= ${at}
    returning f.account_id
  ), forgotten as (
    delete from mfa.trusted_device d
    where d.account_id in (select account_id from ${decided}) and d.remembered_at <= ${at} returning d.id
  )`;

/** $1 account, $2 sessions, $3 now. */
export const endFlowsOfSessions = `
  with locked as (
    select from mfa.enrollment where account_id = $1 for update
  )
  update mfa.flow f set abandoned_at = $3, version = f.version + 1
  where f.account_id = $1 and (select count(*) from locked) >= 0 and f.abandoned_at is null and f.expires_at > $3
    and f.subject->'session'->>'id' = any($2::text[])`;

/**
 * What was begun with older credentials ends, and a flow that somebody begins with them from now on ends where it begins,
 * whatever the clocks of two machines say. The row is locked from then on.
 */
export const voidOlderCredentials = `
  insert into mfa.enrollment as e (account_id, credential_version) values ($1, $2)
  on conflict (account_id) do update set version = e.version + 1,
    credential_version = greatest(e.credential_version, excluded.credential_version)`;

/** The same, and every factor of the account with its secrets; the verified address stays. */
export const takeAllFactors = (decided: string, at: string): string => `
  ${endFlowsAndDevices(decided, at)}, revoked as (
    update mfa.factor x set status = 'revoked', seed = null, passkey = null, recovery_hashes = null
    where x.account_id in (select account_id from ${decided}) and (select count(*) from ended) >= 0
      and x.status <> 'revoked'
  ), unenrolled as (
    update mfa.enrollment e set enrolled_at = null, factors_changed_at = ${at}, version = e.version + 1
    from locked where e.account_id = locked.account_id
  )`;
