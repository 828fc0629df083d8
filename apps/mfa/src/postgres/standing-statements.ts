/** What `standingOf` of the domain says, in SQL: `m` is the member, `e` the enrollment, `f.kinds` those of the active methods. */
export const standingColumn = `
  case
    when f.kinds && $5::text[] then 'enrolled'
    when m.state <> 'active' then 'account-disabled'
    when $2 or m.account_created_at >= $3 or coalesce(e.postponements, 0) >= $4 then 'blocked'
    when e.postponements > 0 then 'postponed'
    when m.email_verified or e.verified_address is not null then 'not-asked'
    else 'no-verified-address' end`;

/** Of one member. */
export const activeKinds = `
  select array_agg(distinct x.kind) as kinds from mfa.factor x
  where x.account_id = m.account_id and x.status = 'active' and x.kind <> 'recovery_code'`;

const has = (kind: string): string => `count(*) filter (where '${kind}' = any(f.kinds))::int as ${kind}`;

/** All members at once: joined before they are grouped, so that many are hashed and few looked up. */
export const countStatement = `
  with f as (
    select m.account_id, array_agg(x.kind) as kinds
    from mfa.member m join mfa.factor x on x.account_id = m.account_id
    where m.organization_id = $1 and m.state <> 'left' and x.status = 'active' and x.kind <> 'recovery_code'
    group by m.account_id
  ), judged as (
    select m.state = 'active' as active, ${standingColumn} as standing, f.kinds,
      not (m.email_verified or e.verified_address is not null) as unverified
    from mfa.member m left join mfa.enrollment e on e.account_id = m.account_id
    left join f on f.account_id = m.account_id
    where m.organization_id = $1 and m.state <> 'left'
  )
  select active, standing, count(*)::int as members, count(*) filter (where unverified)::int as unverified,
    ${has('sms')}, ${has('email')}, ${has('totp')}, ${has('webauthn')}
  from judged f group by active, standing`;
