import {
  Factor,
  happened,
  PasskeySignIns,
  type FactorState,
  type Happened,
  type SpentTokenId,
} from '@postern/mfa-domain';
import type { Outbox, Queryable } from '@postern/platform';
import type { OutgoingMessages } from '../messages/outgoing-messages.js';
import type { Json } from './table.js';
import { factorTable } from './tables.js';

/** $1 factor, $2 its passkey, $3 the count in it, $4 now, $5 ceremony, $6 its expiry. */
const acceptStatement = `
  with factor as (
    select id, (passkey->>'signCount')::bigint as stored from mfa.factor where id = $1 and status = 'active' for update
  ), spent as (
    insert into mfa.spent_token (jti, expires_at)
    select $5::uuid, $6::timestamptz from factor where $3::bigint > stored or ($3 = 0 and stored = 0)
    on conflict do nothing returning jti
  )
  update mfa.factor f set passkey = $2::jsonb, last_used_at = $4, consecutive_failures = 0
  from factor, spent where f.id = factor.id returning f.id`;

export class PgPasskeySignIns extends PasskeySignIns {
  constructor(
    private readonly database: Queryable,
    private readonly outbox: Outbox,
    private readonly messages: OutgoingMessages,
  ) {
    super();
  }

  async find(credentialId: string): Promise<Factor | null> {
    const [row] = await this.database.query<{ state: Json<FactorState> }>(
      'mfa.passkey.find',
      `select ${factorTable.json('x')} as state from mfa.factor x
       where x.passkey is not null and x.passkey->>'credentialId' = $1`,
      [credentialId],
    );
    return row ? Factor.restore(factorTable.restore(row.state)) : null;
  }

  async accept({ state }: Factor, ceremony: { id: SpentTokenId; expiresAt: Date }): Promise<boolean> {
    const { id, passkey, lastUsedAt } = state;
    const values = [id, JSON.stringify(passkey), passkey?.signCount, lastUsedAt, ceremony.id, ceremony.expiresAt];
    return (await this.database.query('mfa.passkey.accept', acceptStatement, values)).length > 0;
  }

  async reject({ state }: Factor, context: Happened): Promise<void> {
    const named = { factorId: state.id, factorKind: state.kind };
    const messages = this.messages.ofEvents([{ ...happened(context), type: 'challenge.rejected', ...named }]);
    await this.outbox.addIn(this.database, messages);
    this.outbox.wake();
  }
}
