import type { Clock } from '@postern/kernel';
import type { Credential, Credentials } from '../account/credentials.js';
import type { Password, PasswordHasher } from '../account/password.js';
import { auditEntry, type AuditKind, type AuditRecord, type Origin } from '../audit/audit-record.js';

export interface AuthenticatePasswordInput {
  /** Username or e-mail address. */
  identifier: string;
  password: Password;
  application: string | null;
  origin: Origin;
}

export type AuthenticatePasswordOutcome =
  | { outcome: 'authenticated'; credential: Credential; at: Date }
  | { outcome: 'rejected' }
  /** The password is right but void until it is reset: only who knows it may be told. */
  | { outcome: 'reset-required' };

/** Unknown, disabled and wrong cost the same work and look the same from outside. */
export class AuthenticatePassword {
  constructor(
    private readonly credentials: Credentials,
    private readonly hasher: PasswordHasher,
    private readonly audit: AuditRecord,
    private readonly clock: Clock,
  ) {}

  async execute(input: AuthenticatePasswordInput): Promise<AuthenticatePasswordOutcome> {
    const { identifier, password, application, origin } = input;
    const credential = await this.credentials.findByIdentifier(identifier);
    const right = await this.hasher.verify(credential?.passwordHash ?? null, password);
    const kind = verdict(credential, right);
    const at = this.clock.now();
    await this.audit.append(
      auditEntry({
        kind,
        // What was typed is not recorded: passwords get typed into the username field.
        accountId: credential?.accountId ?? null,
        factor: { kind: 'password', id: null },
        at,
        application,
        ...origin,
      }),
    );
    if (kind === 'password.refused-until-reset') return { outcome: 'reset-required' };
    if (kind === 'password.rejected' || !credential) return { outcome: 'rejected' };
    if (this.hasher.needsRehash(credential.passwordHash)) await this.rehash(credential, password);
    return { outcome: 'authenticated', credential, at };
  }

  private async rehash({ accountId, passwordHash }: Credential, password: Password): Promise<void> {
    await this.credentials.replaceHash(accountId, passwordHash, await this.hasher.hash(password));
  }
}

function verdict(
  credential: Credential | undefined,
  right: boolean,
): AuditKind & `password.${'accepted' | 'rejected' | 'refused-until-reset'}` {
  if (!right || credential?.state !== 'active') return 'password.rejected';
  return credential.passwordResetRequired ? 'password.refused-until-reset' : 'password.accepted';
}
