import type { AccountId } from '@postern/kernel';
import { FactorLabels, type FactorId } from '@postern/mfa-domain';
import type { Queryable } from '@postern/platform';

export class PgFactorLabels extends FactorLabels {
  constructor(private readonly database: Queryable) {
    super();
  }

  async rename(accountId: AccountId, factorId: FactorId, label: string): Promise<boolean> {
    const rows = await this.database.query(
      'mfa.factor.rename',
      `update mfa.factor set label = $3
       where id = $2 and account_id = $1 and status in ('active', 'disabled') returning id`,
      [accountId, factorId, label],
    );
    return rows.length === 1;
  }
}
