import type { AccountId, Clock } from '@postern/kernel';
import type { AccountRole } from '../account/account.js';
import type { Credential, Credentials } from '../account/credentials.js';
import type { Administrator } from '../application/application.js';
import { auditEntry, type AuditRecord } from '../audit/audit-record.js';

export type AuthorizeFactorResetOutcome = { outcome: 'authorized'; credential: Credential } | { outcome: 'not-found' };

/** The help desk's word to mfa that somebody's factors may be reset. The reset itself waits, and is told to the person. */
export class AuthorizeFactorReset {
  constructor(
    private readonly credentials: Credentials,
    private readonly audit: AuditRecord,
    private readonly clock: Clock,
  ) {}

  /** Support has no say over those who run the installation: for them it looks as if they were not there. */
  async execute(accountId: AccountId, by: Administrator & { role: AccountRole }): Promise<AuthorizeFactorResetOutcome> {
    const credential = await this.credentials.get(accountId);
    if (!credential || (by.role === 'support' && credential.role !== null)) return { outcome: 'not-found' };
    const { actor, source, device } = by;
    const at = this.clock.now();
    await this.audit.append(auditEntry({ kind: 'factor-reset.authorized', accountId, actor, source, device, at }));
    return { outcome: 'authorized', credential };
  }
}
