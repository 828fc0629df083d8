import {
  Session,
  Sessions,
  type FoundSession,
  type HeldTo,
  type SessionAddition,
  type SessionFacts,
  type SessionHolder,
  type SessionId,
  type SessionTokenHash,
} from '@postern/identity-domain';
import type { Queryable } from '@postern/platform';
import { auditRows, insertAudit } from './pg-audit-record.js';
import { fingerprint } from './pg-known-devices.js';
import { tellOfEnd } from './told-of-sessions.js';

export interface SessionRow extends Omit<SessionFacts, 'credentialVersion'> {
  sessionVersion: number;
  username: string;
  email: string;
  role: SessionHolder['role'];
  locale: SessionHolder['locale'];
  state: SessionHolder['state'];
  accountVersion: number;
  mfaSince: HeldTo['mfaSince'];
  leastAal: HeldTo['leastAal'];
}

export const selectSessions = `
  select s.id, s.token_hash as "tokenHash", s.account_id as "accountId", s.flow_id as "flowId", s.aal,
    s.highest_aal as "highestAal", s.amr, s.application, s.source, s.device, s.credential_version as "sessionVersion",
    s.authenticated_at as "authenticatedAt", s.signed_in_at as "signedInAt", s.expires_at as "expiresAt",
    s.last_used_at as "lastUsedAt", s.ended_at as "endedAt",
    a.username, a.email, a.role, a.locale, a.state, a.credential_version as "accountVersion",
    coalesce(held.since, '{}') as "mfaSince", coalesce(held.aal, 'aal1') as "leastAal"
  from identity.session s join identity.account a on a.id = s.account_id
    cross join lateral (
      select array_agg(greatest(asked.since, asking.joined_at)) filter (where asked.since is not null) as since,
        max(asking.least_aal) as aal
      from (
        select o.mfa_required_since, o.cut_off, o.cut_off_since, o.least_aal, m.joined_at
        from identity.membership m join identity.organization o on o.id = m.organization_id
        where m.account_id = s.account_id
        union all
        select p.mfa_required_since, p.cut_off, p.cut_off_since, p.least_aal, null
        from identity.application p where p.slug = s.application
      ) asking cross join lateral (
        values (asking.mfa_required_since), (case when a.created_at >= asking.cut_off then asking.cut_off_since end)
      ) asked (since)
    ) held`;

export function foundSession(row: SessionRow): FoundSession {
  const { sessionVersion, username, email, role, locale, state, accountVersion, mfaSince, leastAal, ...facts } = row;
  return {
    session: Session.restore({ ...facts, credentialVersion: sessionVersion }),
    holder: { accountId: facts.accountId, username, email, role, locale, state, credentialVersion: accountVersion },
    heldTo: { mfaSince, leastAal },
  };
}

/** The head of a statement that adds a session: takes `sessionValues(session)` as its first parameters. */
export const insertSession = `
  insert into identity.session (id, token_hash, account_id, flow_id, credential_version, aal, highest_aal, amr,
    application, source, device, authenticated_at, signed_in_at, expires_at, last_used_at, ended_at)
  select $1::uuid, $2::text, $3::uuid, $4::uuid, $5::int, $6::text, $7::text, $8::text[], $9::text, $10::text, $11::text,
    $12::timestamptz, $13::timestamptz, $14::timestamptz, $15::timestamptz, $16::timestamptz`;

export const sessionValues = ({ facts }: Session): unknown[] => [
  facts.id,
  facts.tokenHash,
  facts.accountId,
  facts.flowId,
  facts.credentialVersion,
  facts.aal,
  facts.highestAal,
  facts.amr,
  facts.application,
  facts.source,
  facts.device,
  facts.authenticatedAt,
  facts.signedInAt,
  facts.expiresAt,
  facts.lastUsedAt,
  facts.endedAt,
];

/** One statement each, in which state and audit entries go together. */
export class PgSessions extends Sessions {
  constructor(private readonly database: Queryable) {
    super();
  }

  async add(session: Session): Promise<SessionAddition> {
    const rows = await this.database.query<Pick<SessionAddition & { outcome: 'added' }, 'device'>>(
      'identity.session.add',
      `with added as (${insertSession} on conflict (flow_id) do nothing returning id),
       recorded as (${insertAudit('$17')} where exists (select from added)),
       seen as (
         update identity.known_device set last_seen_at = $15
         where account_id = $3 and fingerprint = $18 and last_seen_at < $15::timestamptz - interval '1 day'
       )
       select case
         when exists (select from identity.known_device where account_id = $3 and fingerprint = $18) then 'known'
         when exists (select from identity.known_device where account_id = $3) then 'new'
         else 'first' end as device
       from added`,
      [...sessionValues(session), auditRows(session.pullEvents()), fingerprint(session.facts)],
    );
    return rows[0] ? { outcome: 'added', device: rows[0].device } : { outcome: 'flow-spent' };
  }

  async replace(old: SessionId, fresh: Session): Promise<'added' | 'not-open'> {
    const rows = await this.database.query(
      'identity.session.replace',
      `with replaced as (
         update identity.session set ended_at = $15 where id = $17 and account_id = $3 and ended_at is null returning id
       ), added as (${insertSession} from replaced on conflict (flow_id) do nothing returning id),
       others as (
         update identity.session set highest_aal = $7
         where account_id = $3 and ended_at is null and id <> $17 and highest_aal <> $7 and exists (select from added)
       ), recorded as (${insertAudit('$18')} where exists (select from added))
       select id from added`,
      [...sessionValues(fresh), old, auditRows(fresh.pullEvents())],
    );
    return rows.length === 1 ? 'added' : 'not-open';
  }

  find(tokenHash: SessionTokenHash): Promise<FoundSession | undefined> {
    return this.select('find', 's.token_hash = $1', tokenHash);
  }

  get(id: SessionId): Promise<FoundSession | undefined> {
    return this.select('get', 's.id = $1', id);
  }

  async noteUse(id: SessionId, at: Date): Promise<void> {
    await this.database.query(
      'identity.session.note-use',
      'update identity.session set last_used_at = $2 where id = $1 and last_used_at < $2',
      [id, at],
    );
  }

  async end(session: Session): Promise<void> {
    await this.database.query(
      'identity.session.end',
      `with ended as (
         update identity.session set ended_at = $2 where id = $1 and ended_at is null returning id, account_id
       ), told as (${tellOfEnd('$2')})
       ${insertAudit('$3')} where exists (select from ended)`,
      [session.facts.id, session.facts.endedAt, auditRows(session.pullEvents())],
    );
  }

  private async select(name: string, where: string, value: string): Promise<FoundSession | undefined> {
    const rows = await this.database.query<SessionRow>(`identity.session.${name}`, `${selectSessions} where ${where}`, [
      value,
    ]);
    return rows[0] && foundSession(rows[0]);
  }
}
