import type { AdministrationTokenClaims } from '@postern/contracts';
import type { TokenSigner } from '@postern/platform';
import type pg from 'pg';
import { send } from './http.ts';
import type { Laboratory } from './laboratory.ts';

export interface Organization {
  id: string;
  name: string;
}

export interface RolloutView {
  id: string;
  state: string;
  succeeded: number;
  finishedAt: string | null;
}

/** Members as they are after years of work, written straight to the tables: no trigger tells anybody of them. */
export async function addOrganization(database: pg.Pool, members: number): Promise<Organization> {
  const organization = { id: crypto.randomUUID(), name: 'Acme Logistics' };
  const client = await database.connect();
  try {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    await client.query('insert into identity.organization (id, name, created_at, version) values ($1, $2, now(), 1)', [
      organization.id,
      organization.name,
    ]);
    await client.query(
      `with added as (
         insert into identity.account (id, username, username_key, email, email_key, email_verified_at, name, password_hash,
           credential_version, state, created_at)
         select gen_random_uuid(), 'member-' || n, 'member-' || n, 'member-' || n || '@example.org',
           'member-' || n || '@example.org', '2024-06-03', '{"given": "Ann", "family": "Example"}', 'none', 1, 'active',
           '2024-06-03'
         from generate_series(1, $2) n returning id, username_key, email_key
       )
       insert into identity.membership (organization_id, account_id, role, joined_at, state, username_key, email_key,
         given_key, family_key)
       select $1, id, 'member', '2024-06-03', 'active', username_key, email_key, 'ann', 'example' from added`,
      [organization.id, members],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
  await database.query('vacuum analyze identity.account, identity.membership');
  return organization;
}

/** An administrator's calls, as the gateway passes them on to mfa. */
export class RolloutClient {
  private readonly laboratory: Laboratory;
  private readonly organization: Organization;
  private readonly signers: { identity: TokenSigner; gateway: TokenSigner };
  private readonly header: string;

  private constructor(
    laboratory: Laboratory,
    organization: Organization,
    signers: { identity: TokenSigner; gateway: TokenSigner },
    header: string,
  ) {
    this.laboratory = laboratory;
    this.organization = organization;
    this.signers = signers;
    this.header = header;
  }

  static async create(laboratory: Laboratory, organization: Organization): Promise<RolloutClient> {
    // Late: they are compiled first.
    const { contextHeaders } = await import('@postern/contracts');
    const { Redacted } = await import('@postern/kernel');
    const { TokenSigner } = await import('@postern/platform');
    const signer = (service: 'identity' | 'gateway') =>
      new TokenSigner(service, new Redacted(laboratory.keys.signing[service] as never));
    const signers = { identity: signer('identity'), gateway: signer('gateway') };
    return new RolloutClient(laboratory, organization, signers, contextHeaders.administrationToken);
  }

  begin(): Promise<RolloutView> {
    return this.call('POST', 'change');
  }

  show(id: string): Promise<RolloutView> {
    return this.call('GET', 'read', `/${id}`);
  }

  /** @returns milliseconds from `begun` until identity holds every session to it. */
  async enforced(begun: number): Promise<number> {
    for (;;) {
      const { rowCount } = await this.laboratory.database.query(
        'select from identity.organization where id = $1 and mfa_required_since is not null',
        [this.organization.id],
      );
      if (rowCount === 1) return performance.now() - begun;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  private async call(method: 'GET' | 'POST', permission: 'read' | 'change', path = ''): Promise<RolloutView> {
    const { identity, gateway } = this.signers;
    const claims: AdministrationTokenClaims = {
      sub: crypto.randomUUID(),
      jti: crypto.randomUUID(),
      username: 'ada',
      locale: 'en',
      organization: this.organization,
      role: 'administrator',
      permission,
      application: null,
    };
    const headers = {
      authorization: `Bearer ${gateway.sign('service', 'mfa', { sub: 'gateway' }, 60)}`,
      [this.header]: identity.sign('administration', 'mfa', claims, 60),
    };
    return send(this.laboratory.mfa, { method, path: `/internal/organizations/current/mfa-rollouts${path}`, headers });
  }
}
