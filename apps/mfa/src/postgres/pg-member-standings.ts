import type { AccountId } from '@postern/kernel';
import {
  asOf,
  enrollableKinds,
  MemberStandings,
  type AfterMember,
  type EnrollableKind,
  type Measure,
  type Member,
  type MemberStanding,
  type Standing,
  type StandingCounts,
} from '@postern/mfa-domain';
import { beforeAllIds, type Queryable } from '@postern/platform';
import { memberTable } from './pg-member-copies.js';
import { activeKinds, countStatement, itsEnrollment, standingColumn } from './standing-statements.js';
import type { Json } from './table.js';

/** So many members are looked at for one page at most, some milliseconds for each thousand; at first only some times the page. */
const lookedAt = { most: 20_000, firstTimes: 4 };

interface CountRow {
  active: boolean;
  standing: Standing;
  members: number;
  unverified: number;
  sms: number;
  email: number;
  totp: number;
  webauthn: number;
}

interface StandingRow {
  /** False: the last member that was looked at, where the page is not full and there may be more. */
  found: boolean;
  member: Json<Member>;
  standing: Standing;
  kinds: EnrollableKind[] | null;
  postponements: number;
  addressVerified: boolean;
}

/** $1 organization, then the policy: $2 required of everybody, $3 cut-off, $4 postponements, $5 kinds. */
const valuesOf = ({ organizationId, policy: given, at }: Measure): unknown[] => {
  const policy = asOf(given, at);
  const { mfa, requiredFrom, maxPostponements, allowedKinds } = policy;
  return [organizationId, mfa === 'required', requiredFrom, maxPostponements, allowedKinds];
};

export class PgMemberStandings extends MemberStandings {
  constructor(private readonly database: Queryable) {
    super();
  }

  async counts(measure: Measure): Promise<StandingCounts> {
    const rows = await this.database.query<CountRow>('mfa.standing.counts', countStatement, valuesOf(measure));
    const sum = (rowsOf: (row: CountRow) => boolean, count: (row: CountRow) => number = ({ members }) => members) =>
      rows.filter(rowsOf).reduce((total, row) => total + count(row), 0);
    const of = (standing: Standing) => sum((row) => row.standing === standing);
    const byKind = enrollableKinds.map(
      (kind) =>
        [
          kind,
          sum(
            () => true,
            (row) => row[kind],
          ),
        ] as const,
    );
    return {
      members: sum(() => true),
      byStanding: {
        enrolled: of('enrolled'),
        'account-disabled': of('account-disabled'),
        blocked: of('blocked'),
        postponed: of('postponed'),
        'no-verified-address': of('no-verified-address'),
        'not-asked': of('not-asked'),
      },
      byKind: Object.fromEntries(byKind.filter(([, count]) => count > 0)),
      blockedWithoutAddress: sum(
        ({ standing }) => standing === 'blocked',
        ({ unverified }) => unverified,
      ),
      ready: sum(({ active, standing }) => active && standing === 'enrolled'),
      leftOut: sum(({ active }) => !active),
    };
  }

  page(
    measure: Measure,
    { standing, after, limit }: { standing: Standing | null; after: AfterMember | null; limit: number },
  ) {
    const keyOf = ({ username, accountId }: Member): AfterMember => ({ username, accountId });
    return this.fill(limit, after, keyOf, (from, wanted, most) =>
      this.database.query('mfa.standing.page', pageStatement, [
        ...valuesOf(measure),
        from?.username ?? null,
        from?.accountId ?? null,
        standing,
        wanted,
        most,
      ]),
    );
  }

  without(measure: Measure, { after, limit }: { after: AccountId | null; limit: number }) {
    const keyOf = ({ accountId }: Member): AccountId => accountId;
    return this.fill(limit, after, keyOf, (from, wanted, most) =>
      this.database.query('mfa.standing.without', withoutStatement, [...valuesOf(measure), from, wanted, most]),
    );
  }

  /** Looks at few members first, which is enough where most of them are wanted. */
  private async fill<Key>(
    limit: number,
    after: Key | null,
    keyOf: (member: Member) => Key,
    look: (after: Key | null, limit: number, most: number) => Promise<StandingRow[]>,
  ): Promise<{ members: MemberStanding[]; next: Key | null }> {
    const members: MemberStanding[] = [];
    let from = after;
    for (const most of [limit * lookedAt.firstTimes, lookedAt.most]) {
      // One more than fits tells whether there is a next page.
      const rows = await look(from, limit - members.length + 1, most);
      members.push(...rows.filter(({ found }) => found).map(standingOf));
      const end = rows.find(({ found }) => !found);
      if (members.length > limit) {
        members.length = limit;
        return { members, next: keyOf((members.at(-1) as MemberStanding).member) };
      }
      if (!end) return { members, next: null };
      from = keyOf(memberTable.restore(end.member));
    }
    return { members, next: from };
  }
}

const standingOf = (row: StandingRow): MemberStanding => ({
  member: memberTable.restore(row.member),
  standing: row.standing,
  kinds: row.kinds ?? [],
  postponements: row.postponements,
  addressVerified: row.addressVerified,
});

/** `limit` of the candidates that are wanted, and the last candidate where as many were looked at as `most` says. */
const wantedOf = (
  candidates: string,
  order: string,
  { wanted, limit, most }: { wanted: string; limit: string; most: string },
): string => `
  with candidate as materialized (
    select c.*, row_number() over (order by ${order}) as position from (${candidates} limit ${most}) c
  ), judged as (
    select m.*, ${standingColumn} as standing, coalesce(e.postponements, 0) as postponements, f.kinds,
      (m.email_verified or e.verified_address is not null) as verified
    from candidate m left join lateral (${itsEnrollment}) e on true
    left join lateral (${activeKinds}) f on true
  ), found as (
    select * from judged m where ${wanted} order by m.position limit ${limit}
  ), shown as (
    select true as found, ${memberTable.json('m')} as member, m.standing, m.kinds, m.postponements, m.verified, m.position
    from found m
    union all
    select false, ${memberTable.json('m')}, null, null, 0, false, m.position
    from candidate m where m.position = ${most} and (select count(*) from found) < ${limit}
  )
  select found, member, standing, kinds, postponements, verified as "addressVerified" from shown order by position`;

const pageStatement = wantedOf(
  `select m.* from mfa.member m
   where m.organization_id = $1 and m.state <> 'left'
     and (m.username, m.account_id) > (coalesce($6, ''), coalesce($7, ${beforeAllIds}))
   order by m.username, m.account_id`,
  'c.username, c.account_id',
  { wanted: '($8::text is null or m.standing = $8)', limit: '$9', most: '$10' },
);

const withoutStatement = wantedOf(
  `select m.* from mfa.member m
   where m.organization_id = $1 and m.state = 'active'
     and m.account_id > coalesce($6, ${beforeAllIds})
   order by m.account_id`,
  'c.account_id',
  { wanted: `m.standing not in ('enrolled', 'account-disabled')`, limit: '$7', most: '$8' },
);
