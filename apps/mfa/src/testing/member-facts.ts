import { newId, type AccountId } from '@postern/kernel';
import type { MethodFacts } from '@postern/mfa-domain';
import { aFactor, noon } from '@postern/mfa-domain/testing';
import type { Database } from '@postern/platform';
import { factorTable } from '../postgres/tables.js';

/** Accounts with these methods, beside some that do not count. */
export async function knowFacts(database: Database, facts: ReadonlyMap<AccountId, MethodFacts>): Promise<void> {
  const factors = [...facts].flatMap(([accountId, { kinds }]) => [
    ...kinds.map((kind) => aFactor({ accountId, kind, passkey: null })),
    aFactor({ accountId, kind: 'sms', status: 'revoked' }),
    aFactor({ accountId, kind: 'totp', status: 'disabled' }),
    aFactor({ accountId, kind: 'recovery_code' }),
    // Of nobody in any organization.
    aFactor({ accountId: newId<AccountId>(), kind: 'sms' }),
  ]);
  await database.query('spec.facts.factors', factorTable.insertFrom('$1', '(select) as always'), [
    JSON.stringify(factors.map(({ state }) => state)),
  ]);
  await database.query(
    'spec.facts.enrollments',
    `insert into mfa.enrollment (account_id, postponements, verified_address, verified_at)
     select "accountId", postponements, case when "hasVerifiedAddress" then 'r@example.org' end, $2
     from jsonb_to_recordset($1::jsonb) as r("accountId" uuid, postponements int, "hasVerifiedAddress" boolean)`,
    [JSON.stringify([...facts].map(([accountId, fact]) => ({ accountId, ...fact }))), noon],
  );
}
