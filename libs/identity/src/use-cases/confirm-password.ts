import type { AccountId, Clock } from '@postern/kernel';
import type { Credential, Credentials } from '../account/credentials.js';
import type { Password, PasswordHasher } from '../account/password.js';
import { auditEntry, type AuditRecord, type Origin } from '../audit/audit-record.js';

export interface ConfirmPasswordInput {
  accountId: AccountId;
  /** The flow that asks for it. */
  flowId: string | null;
  password: Password;
  origin: Origin;
}

export type ConfirmPasswordOutcome =
  { outcome: 'confirmed'; credential: Credential; at: Date } | { outcome: 'rejected' };

/** The password of somebody who is signed in already. */
export class ConfirmPassword {
  constructor(
    private readonly credentials: Credentials,
    private readonly hasher: PasswordHasher,
    private readonly audit: AuditRecord,
    private readonly clock: Clock,
  ) {}

  async execute({ accountId, flowId, password, origin }: ConfirmPasswordInput): Promise<ConfirmPasswordOutcome> {
    const credential = await this.credentials.get(accountId);
    const right = await this.hasher.verify(credential?.passwordHash ?? null, password);
    const confirmed = right && credential?.state === 'active' && !credential.passwordResetRequired;
    const at = this.clock.now();
    const kind = confirmed ? 'password.accepted' : 'password.rejected';
    const factor = { kind: 'password', id: null };
    await this.audit.append(auditEntry({ kind, accountId, flowId, factor, at, ...origin }));
    return confirmed ? { outcome: 'confirmed', credential, at } : { outcome: 'rejected' };
  }
}
