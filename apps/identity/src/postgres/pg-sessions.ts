import {
  Session,
  Sessions,
  type SessionFacts,
  type SessionHolder,
  type SessionId,
  type SessionTokenHash,
} from '@postern/identity-domain';
import type { Queryable } from '@postern/platform';
import { auditRows, insertAudit } from './pg-audit-record.js';

interface SessionRow extends Omit<SessionFacts, 'credentialVersion'> {
  sessionVersion: number;
  username: string;
  email: string;
  state: SessionHolder['state'];
  accountVersion: number;
}

/** One statement each, in which state and audit entries go together. */
export class PgSessions extends Sessions {
  constructor(private readonly database: Queryable) {
    super();
  }

  async add(session: Session): Promise<'added' | 'flow-spent'> {
    const { facts } = session;
    const rows = await this.database.query(
      'identity.session.add',
      `with added as (
         insert into identity.session (id, token_hash, account_id, flow_id, credential_version, aal, amr, application,
           authenticated_at, expires_at, last_used_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (flow_id) do nothing returning id
       ), recorded as (${insertAudit('$12')} where exists (select from added))
       select id from added`,
      [
        facts.id,
        facts.tokenHash,
        facts.accountId,
        facts.flowId,
        facts.credentialVersion,
        facts.aal,
        facts.amr,
        facts.application,
        facts.authenticatedAt,
        facts.expiresAt,
        facts.lastUsedAt,
        auditRows(session.pullEvents()),
      ],
    );
    return rows.length === 1 ? 'added' : 'flow-spent';
  }

  async find(tokenHash: SessionTokenHash): Promise<{ session: Session; holder: SessionHolder } | undefined> {
    const [row] = await this.database.query<SessionRow>(
      'identity.session.find',
      `select s.id, s.token_hash as "tokenHash", s.account_id as "accountId", s.flow_id as "flowId", s.aal, s.amr,
         s.application, s.credential_version as "sessionVersion", s.authenticated_at as "authenticatedAt",
         s.expires_at as "expiresAt", s.last_used_at as "lastUsedAt", s.ended_at as "endedAt",
         a.username, a.email, a.state, a.credential_version as "accountVersion"
       from identity.session s join identity.account a on a.id = s.account_id
       where s.token_hash = $1`,
      [tokenHash],
    );
    if (!row) return undefined;
    const { sessionVersion, username, email, state, accountVersion, ...facts } = row;
    return {
      session: Session.restore({ ...facts, credentialVersion: sessionVersion }),
      holder: { accountId: facts.accountId, username, email, state, credentialVersion: accountVersion },
    };
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
         update identity.session set ended_at = $2 where id = $1 and ended_at is null returning id
       )
       ${insertAudit('$3')} where exists (select from ended)`,
      [session.facts.id, session.facts.endedAt, auditRows(session.pullEvents())],
    );
  }
}
