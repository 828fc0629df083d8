import type { AccountId } from '@postern/kernel';
import {
  happened,
  TrustedDevice,
  TrustedDevices,
  type DeviceTokenHash,
  type Happened,
  type TrustedDeviceId,
  type TrustedDeviceState,
} from '@postern/mfa-domain';
import type { Outbox, Queryable } from '@postern/platform';
import type { OutgoingMessages } from '../messages/outgoing-messages.js';
import type { Json } from './table.js';
import { trustedDeviceTable } from './tables.js';

const json = trustedDeviceTable.json('d');

export class PgTrustedDevices extends TrustedDevices {
  private readonly rememberStatement: string;
  private readonly forgetStatement: string;

  constructor(
    private readonly database: Queryable,
    private readonly outbox: Outbox,
    private readonly messages: OutgoingMessages,
  ) {
    super();
    const insertMessages = outbox.insertClause('$2');
    this.rememberStatement = `
      with remembered as (${trustedDeviceTable.insertFrom('$1', '(select) as always')}) ${insertMessages}`;
    this.forgetStatement = `
      with gone as (
        delete from mfa.trusted_device where account_id = $1 and ($3::uuid is null or id = $3) returning id
      ), messages as (${insertMessages} where exists (select from gone))
      select id from gone`;
  }

  async find(accountId: AccountId, tokenHash: DeviceTokenHash): Promise<TrustedDevice | null> {
    const [found] = await this.read('find', 'd.account_id = $1 and d.token_hash = $2', [accountId, tokenHash]);
    return found ?? null;
  }

  list(accountId: AccountId, at: Date): Promise<TrustedDevice[]> {
    const wanted = 'd.account_id = $1 and d.expires_at > $2 order by d.last_used_at desc, d.id';
    return this.read('list', wanted, [accountId, at]);
  }

  async remember(device: TrustedDevice): Promise<void> {
    const messages = this.messages.ofEvents(device.pullEvents());
    await this.database.query('mfa.device.remember', this.rememberStatement, [
      JSON.stringify([device.state]),
      this.outbox.rows(messages),
    ]);
    this.outbox.wake();
  }

  async forget(which: TrustedDeviceId | 'all', context: Happened): Promise<boolean> {
    const messages = this.messages.ofEvents([{ ...happened(context), type: 'device.forgotten' }]);
    const gone = await this.database.query('mfa.device.forget', this.forgetStatement, [
      context.accountId,
      this.outbox.rows(messages),
      which === 'all' ? null : which,
    ]);
    if (gone.length > 0) this.outbox.wake();
    return gone.length > 0;
  }

  async noteUse({ state }: TrustedDevice): Promise<void> {
    const statement = 'update mfa.trusted_device set last_used_at = $2 where id = $1';
    await this.database.query('mfa.device.use', statement, [state.id, state.lastUsedAt]);
  }

  private async read(name: string, where: string, values: unknown[]): Promise<TrustedDevice[]> {
    const rows = await this.database.query<{ state: Json<TrustedDeviceState> }>(
      `mfa.device.${name}`,
      `select ${json} as state from mfa.trusted_device d where ${where}`,
      values,
    );
    return rows.map(({ state }) => TrustedDevice.restore(trustedDeviceTable.restore(state)));
  }
}
