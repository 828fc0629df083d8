import { SpentTokens, type SpentTokenId } from '@postern/mfa-domain';
import type { Queryable } from '@postern/platform';

/** The primary key decides who was first. */
export const spendToken = (id: string, expiresAt: string): string =>
  `insert into mfa.spent_token (jti, expires_at) values (${id}, ${expiresAt}) on conflict do nothing returning jti`;

export class PgSpentTokens extends SpentTokens {
  constructor(private readonly database: Queryable) {
    super();
  }

  async spend(id: SpentTokenId, expiresAt: Date): Promise<boolean> {
    const rows = await this.database.query('mfa.token.spend', spendToken('$1', '$2'), [id, expiresAt]);
    return rows.length > 0;
  }
}
