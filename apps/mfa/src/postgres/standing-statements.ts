/** What `standingOf` of the domain says, in SQL: `m` is the member, `enrollment` what is known of the account. */
const standingCase = (isEnrolled: string, enrollment: string): string => `
  case
    when ${isEnrolled} then 'enrolled'
    when m.state <> 'active' then 'account-disabled'
    when $2 or m.account_created_at >= $3 or coalesce(${enrollment}.postponements, 0) >= $4 then 'blocked'
    when ${enrollment}.postponements > 0 then 'postponed'
    when m.email_verified or ${enrollment}.verified_address is not null then 'not-asked'
    else 'no-verified-address' end`;

/** `f.kinds` are those of the active methods. */
export const standingColumn = standingCase('f.kinds && $5::text[]', 'e');

/** Of one member, looked up and never joined with everybody's: that would be all of them for each page. */
export const itsEnrollment = `
  select x.postponements, x.verified_address from mfa.enrollment x where x.account_id = m.account_id limit 1`;

/** Of one member. */
export const activeKinds = `
  select array_agg(distinct x.kind) as kinds from mfa.factor x
  where x.account_id = m.account_id and x.status = 'active' and x.kind <> 'recovery_code'`;

/** Kinds as bits: sets of them are grouped for all members at once, and an array for each would not stay in memory. */
const bits = { sms: 1, email: 2, totp: 4, webauthn: 8 } as const;

const has = (kind: keyof typeof bits): string => `count(*) filter (where kinds & ${bits[kind]} <> 0)::int as ${kind}`;

const bitOf = (kind: string): string =>
  `case ${kind} ${Object.entries(bits)
    .map(([name, bit]) => `when '${name}' then ${bit}`)
    .join(' ')} else 0 end`;

/** All members at once: joined before they are grouped, so that many are hashed and few looked up. */
export const countStatement = `
  with allowed as materialized (
    select coalesce(bit_or(${bitOf('kind')}), 0) as kinds from unnest($5::text[]) as kind
  ), grouped as (
    select m.state, m.account_created_at, m.email_verified, e.postponements, e.verified_address,
      coalesce(bit_or(${bitOf('x.kind')}), 0) as kinds
    from mfa.member m left join mfa.enrollment e on e.account_id = m.account_id
    left join mfa.factor x on x.account_id = m.account_id and x.status = 'active' and x.kind <> 'recovery_code'
    where m.organization_id = $1 and m.state <> 'left'
    group by m.organization_id, m.account_id, e.account_id
  ), judged as (
    select m.state = 'active' as active, ${standingCase('m.kinds & (select kinds from allowed) <> 0', 'm')} as standing,
      m.kinds, not (m.email_verified or m.verified_address is not null) as unverified
    from grouped m
  )
  select active, standing, count(*)::int as members, count(*) filter (where unverified)::int as unverified,
    ${has('sms')}, ${has('email')}, ${has('totp')}, ${has('webauthn')}
  from judged group by active, standing`;
