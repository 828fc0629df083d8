import type { AccountId, Clock } from '@postern/kernel';
import type { Credential, Credentials } from '../account/credentials.js';
import { auditEntry, type AuditKind, type AuditRecord, type Origin } from '../audit/audit-record.js';
import type { SpentTokens } from '../session/spent-tokens.js';

/** The second factor's word that somebody showed a passkey. */
export interface ShownPasskey {
  /** Good for one sign-in. */
  tokenId: string;
  expiresAt: Date;
  accountId: AccountId;
  factor: { kind: string; id: string };
}

export interface AuthenticatePasskeyInput {
  passkey: ShownPasskey;
  application: string | null;
  origin: Origin;
}

export type AuthenticatePasskeyOutcome =
  { outcome: 'authenticated'; credential: Credential } | { outcome: 'rejected' } | { outcome: 'reset-required' };

/** A passkey in the place of the password. The account is asked all that it is asked there. */
export class AuthenticatePasskey {
  constructor(
    private readonly credentials: Credentials,
    private readonly spentTokens: SpentTokens,
    private readonly audit: AuditRecord,
    private readonly clock: Clock,
  ) {}

  async execute({ passkey, application, origin }: AuthenticatePasskeyInput): Promise<AuthenticatePasskeyOutcome> {
    const { accountId, factor } = passkey;
    const isFirst = await this.spentTokens.take(passkey.tokenId, passkey.expiresAt);
    const credential = await this.credentials.get(accountId);
    const accepted = isFirst && credential?.state === 'active';
    const kind: AuditKind = accepted && !credential.passwordResetRequired ? 'passkey.accepted' : 'passkey.rejected';
    await this.audit.append(
      auditEntry({
        kind,
        accountId: credential ? accountId : null,
        factor,
        at: this.clock.now(),
        application,
        ...origin,
      }),
    );
    if (!accepted) return { outcome: 'rejected' };
    return credential.passwordResetRequired ? { outcome: 'reset-required' } : { outcome: 'authenticated', credential };
  }
}
