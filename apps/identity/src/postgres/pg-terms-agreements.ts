import { TermsAgreements, type AuditEntry, type TermsAgreement, type TermsStanding } from '@postern/identity-domain';
import type { AccountId } from '@postern/kernel';
import type { Queryable } from '@postern/platform';
import { auditRows, insertAudit } from './pg-audit-record.js';

export class PgTermsAgreements extends TermsAgreements {
  constructor(private readonly database: Queryable) {
    super();
  }

  async standing(accountId: AccountId, application: string): Promise<TermsStanding | 'none' | undefined> {
    const [found] = await this.database.query<{ terms: TermsStanding['terms'] | null; agreed: boolean }>(
      'identity.terms.standing',
      `select settings -> 'terms' as terms, exists (
         select from identity.terms_agreement
         where account_id = $1 and application = slug and version = settings #>> '{terms,version}'
       ) as agreed
       from identity.application where slug = $2`,
      [accountId, application],
    );
    if (!found) return undefined;
    return found.terms === null ? 'none' : { ...found, terms: found.terms };
  }

  async add(agreement: TermsAgreement, entry: AuditEntry): Promise<void> {
    const { accountId, application, version, at, source, device } = agreement;
    // Selected from the applications: one that was removed a moment ago is nothing to agree to.
    await this.database.query(
      'identity.terms.add',
      `with agreed as (
         insert into identity.terms_agreement (account_id, application, version, at, source, device)
         select $1::uuid, slug, $3::text, $4::timestamptz, $5::text, $6::text
         from identity.application where slug = $2 for share
         on conflict do nothing returning version
       )
       ${insertAudit('$7')} where exists (select from agreed)`,
      [accountId, application, version, at, source, device, auditRows([entry])],
    );
  }

  async toVersion(application: string, version: string): Promise<boolean> {
    const rows = await this.database.query(
      'identity.terms.to-version',
      'select from identity.terms_agreement where application = $1 and version = $2 limit 1',
      [application, version],
    );
    return rows.length === 1;
  }

  of(accountId: AccountId): Promise<TermsAgreement[]> {
    return this.database.query<TermsAgreement>(
      'identity.terms.of-account',
      `select account_id as "accountId", application, version, at, source, device
       from identity.terms_agreement where account_id = $1 order by at, application`,
      [accountId],
    );
  }
}
