import type { AccountId } from '@postern/kernel';
import { FactorReset, FactorResets, type FactorResetState } from '@postern/mfa-domain';
import type { Outbox, Queryable } from '@postern/platform';
import type { OutgoingMessages } from '../messages/outgoing-messages.js';
import { takeAllFactors } from './account-statements.js';
import type { Json } from './table.js';
import { factorResetTable } from './tables.js';

const json = factorResetTable.json('z');
const waits = 'z.stopped_at is null and z.applied_at is null';

/** One statement each. Whoever changes the row first decides; the other one finds nothing that waits. */
export class PgFactorResets extends FactorResets {
  constructor(
    private readonly database: Queryable,
    private readonly outbox: Outbox,
    private readonly messages: OutgoingMessages,
  ) {
    super();
  }

  async waiting(accountId: AccountId): Promise<FactorReset | null> {
    const where = `z.account_id = $1 and ${waits}`;
    const [found] = await this.read('waiting', where, [accountId]);
    return found ?? null;
  }

  begin(reset: FactorReset): Promise<boolean> {
    const written = factorResetTable.insertFrom('$1', '(select) as always');
    const free = 'on conflict (account_id) where stopped_at is null and applied_at is null do nothing returning id';
    return this.write('begin', reset, { decision: `${written} ${free}` }, JSON.stringify([reset.state]));
  }

  stop(reset: FactorReset): Promise<boolean> {
    const { id, stoppedAt } = reset.state;
    const decision = `update mfa.factor_reset z set stopped_at = $1 where z.id = $2 and ${waits} returning z.id`;
    return this.write('stop', reset, { decision }, stoppedAt, id);
  }

  apply(reset: FactorReset): Promise<boolean> {
    const { id, appliedAt, accountId } = reset.state;
    // The enrollment is first in the one order of this service: a disavowal, which holds it, may be about to stop this reset.
    const decision = `update mfa.factor_reset z set applied_at = $1
      where z.id = $2 and ${waits} and z.takes_effect_at <= $1
        and (select count(*) from (select from mfa.enrollment where account_id = $3 for update) first) >= 0
      returning z.id, z.account_id`;
    const consequences = takeAllFactors('decided', '$1');
    return this.write('apply', reset, { decision, consequences }, appliedAt, id, accountId);
  }

  due(at: Date, limit: number): Promise<FactorReset[]> {
    return this.read('due', `${waits} and z.takes_effect_at <= $1 order by z.takes_effect_at limit $2`, [at, limit]);
  }

  async addressesOf(accountId: AccountId): Promise<readonly string[]> {
    const rows = await this.database.query<{ address: string }>(
      'mfa.factor-reset.addresses',
      'select verified_address as address from mfa.enrollment where account_id = $1 and verified_address is not null',
      [accountId],
    );
    return rows.map(({ address }) => address);
  }

  private async read(name: string, where: string, values: unknown[]): Promise<FactorReset[]> {
    const rows = await this.database.query<{ state: Json<FactorResetState> }>(
      `mfa.factor-reset.${name}`,
      `select ${json} as state from mfa.factor_reset z where ${where}`,
      values,
    );
    return rows.map(({ state }) => FactorReset.restore(factorResetTable.restore(state)));
  }

  /** `decision` gives a row when this call was the one that made it; only then it is told, and has its consequences. */
  private async write(
    name: string,
    reset: FactorReset,
    { decision, consequences }: { decision: string; consequences?: string },
    ...values: unknown[]
  ): Promise<boolean> {
    const messages = this.outbox.rows(this.messages.ofEvents(reset.pullEvents()));
    const insertMessages = this.outbox.insertClause(`$${values.length + 1}`);
    const statement = `with ${[
      `decided as (${decision})`,
      ...(consequences ? [consequences] : []),
      `messages as (${insertMessages} where exists (select from decided))`,
    ].join(', ')} select from decided`;
    const rows = await this.database.query(`mfa.factor-reset.${name}`, statement, [...values, messages]);
    if (rows.length === 1) this.outbox.wake();
    return rows.length === 1;
  }
}
