import {
  AuditChain,
  type AuditSeal,
  type ChainEnd,
  type ChainEndName,
  type Sealed,
  type SealableEntry,
} from '@postern/identity-domain';
import type { Database, Queryable } from '@postern/platform';

/** Any fixed number: whoever seals or retires takes this lock. */
const chainLock = 7_203_122;
/** No transaction of ours lasts that long: what is not there by then was rolled back. */
const lateSeconds = 60 * 60;
/** A jump in the sequence as wide as this is no transaction under way. */
const skippedAtMost = 1_000;

const said = `e.kind, e.account_id, e.actor, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.source,
  e.device, e.factor, e.application, e.flow_id, e.details`;
/**
 * All that an entry says, in an order and spelling that stay the same. The organization comes last, and only where there is one:
 * what was sealed before there were any still reads as it did then.
 */
const entryText = `(case when e.organization_id is null then jsonb_build_array(${said})
  else jsonb_build_array(${said}, e.organization_id) end)::text as text`;

const sealColumns = `number::int, previous, ids::text[], marks, sealed_at as "sealedAt", key_id as "keyId", digest`;

type EndRow = ChainEnd & { name: ChainEndName; lastId: string };

export class PgAuditChain extends AuditChain {
  constructor(private readonly database: Database) {
    super();
  }

  extend(
    limit: number,
    make: (entries: readonly SealableEntry[], head: ChainEnd | undefined) => Sealed,
  ): Promise<number> {
    return this.database.transaction(async (transaction) => {
      const [lock] = await transaction.query<{ taken: boolean }>(
        'identity.audit-chain.try-lock',
        'select pg_try_advisory_xact_lock($1) as taken',
        [chainLock],
      );
      if (!lock?.taken) return 0;
      const { head } = await readEnds(transaction);
      const entries = await transaction.query<SealableEntry>(
        'identity.audit-chain.unsealed',
        `select e.id::text, ${entryText} from identity.audit e
         where e.id > $1 or e.id = any (
           select skipped_id from identity.audit_seal s, unnest(s.skipped) skipped_id
           where s.sealed_at > now() - make_interval(secs => ${lateSeconds}) and not exists (
             select from identity.audit_seal later where later.number > s.number and skipped_id = any (later.ids)
           )
         )
         order by e.id limit $2`,
        [head?.lastId ?? '0', limit],
      );
      if (entries.length === 0) return 0;
      await this.store(transaction, make(entries, head && endOf(head)), head?.lastId ?? '0');
      return entries.length;
    });
  }

  async ends(): Promise<{ anchor: ChainEnd | undefined; head: ChainEnd | undefined }> {
    const { anchor, head } = await readEnds(this.database);
    return { anchor: anchor && endOf(anchor), head: head && endOf(head) };
  }

  seals(after: number, limit: number): Promise<AuditSeal[]> {
    return this.database.query<AuditSeal>(
      'identity.audit-chain.seals',
      `select ${sealColumns} from identity.audit_seal where number > $1 order by number limit $2`,
      [after, limit],
    );
  }

  entries(ids: readonly string[]): Promise<SealableEntry[]> {
    return this.database.query<SealableEntry>(
      'identity.audit-chain.entries',
      `select e.id::text, ${entryText} from identity.audit e where e.id = any ($1::bigint[])`,
      [ids],
    );
  }

  retire(before: Date, limit: number, anchor: (last: AuditSeal) => ChainEnd): Promise<number> {
    return this.database.transaction(async (transaction) => {
      await transaction.query('identity.audit-chain.lock', 'select pg_advisory_xact_lock($1)', [chainLock]);
      const oldest = await transaction.query<AuditSeal>(
        'identity.audit-chain.oldest',
        `select ${sealColumns} from identity.audit_seal order by number limit $1`,
        [limit],
      );
      const young = oldest.findIndex(({ sealedAt }) => sealedAt >= before);
      const old = young === -1 ? oldest : oldest.slice(0, young);
      const last = old.at(-1);
      if (!last) return 0;
      await transaction.query(
        'identity.audit-chain.allow-retention',
        `select set_config('postern.audit_retention', 'on', true)`,
      );
      const ids = old.flatMap((seal) => seal.ids);
      await keepLastSignIns(transaction, ids);
      await transaction.query(
        'identity.audit-chain.retire-entries',
        'delete from identity.audit where id = any ($1::bigint[])',
        [ids],
      );
      await transaction.query(
        'identity.audit-chain.retire-seals',
        'delete from identity.audit_seal where number <= $1',
        [last.number],
      );
      await writeEnd(transaction, 'anchor', anchor(last), last.ids.at(-1) ?? '0');
      return old.length;
    });
  }

  private async store(transaction: Queryable, { seal, head }: Sealed, lastId: string): Promise<void> {
    const { number, previous, ids, marks, sealedAt, keyId, digest } = seal;
    const highest = ids.reduce((high, id) => (BigInt(id) > high ? BigInt(id) : high), BigInt(lastId));
    await transaction.query(
      'identity.audit-chain.add-seal',
      `insert into identity.audit_seal (number, previous, ids, marks, sealed_at, key_id, digest, skipped)
       select $1::bigint, $2::text, $3::bigint[], $4::text[], $5::timestamptz, $6::text, $7::text,
         array(select skipped_id from generate_series(greatest($8::bigint + 1, $9::bigint - ${skippedAtMost}), $9::bigint) skipped_id
           where skipped_id <> all ($3::bigint[]))`,
      [number, previous, ids, marks, sealedAt, keyId, digest, lastId, String(highest)],
    );
    await writeEnd(transaction, 'head', head, String(highest));
  }
}

/** A long time ago is not never: of whoever has not signed in since, the account keeps when that was. */
async function keepLastSignIns(transaction: Queryable, ids: readonly string[]): Promise<void> {
  await transaction.query(
    'identity.audit-chain.keep-last-sign-ins',
    `update identity.account a set last_sign_in_at = last.at
     from (
       select distinct on (account_id) account_id, id, at from identity.audit
       where id = any ($1::bigint[]) and kind = 'session.issued' order by account_id, id desc
     ) last
     where a.id = last.account_id and not exists (
       select from identity.audit e where e.account_id = a.id and e.kind = 'session.issued' and e.id > last.id
     )`,
    [ids],
  );
}

async function readEnds(database: Queryable): Promise<Partial<Record<ChainEndName, EndRow>>> {
  const rows = await database.query<EndRow>(
    'identity.audit-chain.ends',
    `select name, number::int, digest, key_id as "keyId", mac, last_id::text as "lastId" from identity.audit_chain_end`,
  );
  return Object.fromEntries(rows.map((row) => [row.name, row]));
}

const endOf = ({ number, digest, keyId, mac }: EndRow): ChainEnd => ({ number, digest, keyId, mac });

async function writeEnd(transaction: Queryable, name: ChainEndName, end: ChainEnd, lastId: string): Promise<void> {
  await transaction.query(
    'identity.audit-chain.write-end',
    `insert into identity.audit_chain_end (name, number, digest, key_id, mac, last_id) values ($1, $2, $3, $4, $5, $6)
     on conflict (name) do update set number = excluded.number, digest = excluded.digest, key_id = excluded.key_id,
       mac = excluded.mac, last_id = excluded.last_id`,
    [name, end.number, end.digest, end.keyId, end.mac, lastId],
  );
}
