import { SpentTokens } from '@postern/identity-domain';
import { deleteInBatches, type Queryable } from '@postern/platform';

export class PgSpentTokens extends SpentTokens {
  constructor(private readonly database: Queryable) {
    super();
  }

  async take(id: string, until: Date): Promise<boolean> {
    const rows = await this.database.query(
      'identity.spent-token.take',
      'insert into identity.spent_token (id, expires_at) values ($1, $2) on conflict do nothing returning id',
      [id, until],
    );
    return rows.length === 1;
  }

  clear(before: Date): Promise<number> {
    return deleteInBatches(this.database, 'identity.spent-token.clear', 'identity.spent_token', 'expires_at < $1', [
      before,
    ]);
  }
}
