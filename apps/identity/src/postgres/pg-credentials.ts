import { Credentials, readIdentifier, usernameKey, type Credential, type PasswordHash } from '@postern/identity-domain';
import type { AccountId } from '@postern/kernel';
import type { Queryable } from '@postern/platform';

const select = `select id as "accountId", username, email, email_verified_at is not null as "emailVerified",
  created_at as "createdAt", state, password_hash as "passwordHash", credential_version as "credentialVersion",
  role, locale, password_reset_required as "passwordResetRequired", recovery_email as "recoveryEmail",
  array(select organization_id::text from identity.membership m where m.account_id = account.id) as organizations
  from identity.account`;

/** One statement each: a sign-in waits for argon2 and for nothing else. */
export class PgCredentials extends Credentials {
  constructor(private readonly database: Queryable) {
    super();
  }

  async findByIdentifier(typed: string): Promise<Credential | undefined> {
    const identifier = readIdentifier(typed);
    const found =
      identifier.by === 'email'
        ? await this.select('by-email', 'email_key = $1', identifier.emailKey)
        : // The key has the index; the name itself must match exactly.
          await this.select(
            'by-username',
            'username_key = $1 and username = $2',
            usernameKey(typed),
            identifier.username,
          );
    return found;
  }

  get(accountId: AccountId): Promise<Credential | undefined> {
    return this.select('by-id', 'id = $1', accountId);
  }

  async replaceHash(accountId: AccountId, old: PasswordHash, fresh: PasswordHash): Promise<void> {
    await this.database.query(
      'identity.credential.replace-hash',
      'update identity.account set password_hash = $3, version = version + 1 where id = $1 and password_hash = $2',
      [accountId, old, fresh],
    );
  }

  private async select(name: string, where: string, ...values: string[]): Promise<Credential | undefined> {
    const rows = await this.database.query<Credential>(
      `identity.credential.${name}`,
      `${select} where ${where}`,
      values,
    );
    return rows[0];
  }
}
