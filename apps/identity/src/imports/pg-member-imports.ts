import {
  MemberImport,
  MemberImports,
  rowsPerChunk,
  type ChunkStep,
  type MemberImportFacts,
  type MemberImportId,
  type ReadRow,
  type RowDecision,
  type RowInQuestion,
} from '@postern/identity-domain';
import type { Database, Inbox, Outbox, Queryable } from '@postern/platform';
import { auditRows, insertAudit } from '../postgres/pg-audit-record.js';
import { importFacts } from './import-columns.js';
import { PgDecisions } from './pg-decisions.js';
import { addRows, noteSettled, refuseRepeated } from './import-rows.js';
import { readChunk } from './read-chunk.js';

/** Nothing of the file has come for so long: whoever sent it is gone. */
const givenUpSeconds = 120;
/** How often lines are looked at again whose names or addresses were taken meanwhile. */
const rounds = 3;

export class PgMemberImports extends MemberImports {
  constructor(
    private readonly database: Database,
    private readonly inbox: Inbox,
    private readonly outbox: Outbox,
    private readonly decisions: PgDecisions,
  ) {
    super();
  }

  async receive(memberImport: MemberImport): Promise<'received' | 'running'> {
    const { id, organizationId, dryRun, actor, actorName, by, locale, startedAt } = memberImport.facts;
    await this.database.query(
      'identity.member-import.give-up',
      `delete from identity.member_import
       where organization_id = $1 and state = 'receiving' and touched_at < now() - interval '${givenUpSeconds} seconds'`,
      [organizationId],
    );
    const rows = await this.database.query(
      'identity.member-import.receive',
      `insert into identity.member_import (id, organization_id, dry_run, state, actor, actor_name, acting_as, locale, rows,
         processed, created, joined, invited, unchanged, failed, started_at, touched_at)
       values ($1, $2, $3, 'receiving', $4, $5, $6, $7, 0, 0, 0, 0, 0, 0, 0, $8, now())
       on conflict (organization_id) where state in ('receiving', 'processing') do nothing returning id`,
      [id, organizationId, dryRun, actor, actorName, by, locale, startedAt],
    );
    return rows.length === 1 ? 'received' : 'running';
  }

  async add(id: MemberImportId, rows: readonly ReadRow[]): Promise<'added' | 'gone'> {
    return (await addRows(this.database, id, rows)) ? 'added' : 'gone';
  }

  async start(
    id: MemberImportId,
    decide: (received: MemberImport, rows: number, refused: number) => void,
  ): Promise<MemberImportFacts | 'gone'> {
    const started = await this.database.transaction(async (transaction) => {
      const received = await this.lock(transaction, id);
      if (received?.facts.state !== 'receiving') return 'gone';
      await refuseRepeated(transaction, id);
      const [count] = await transaction.query<{ rows: number; refused: number }>(
        'identity.member-import.count',
        `select count(*)::int as rows, count(reason)::int as refused
         from identity.member_import_row where import_id = $1`,
        [id],
      );
      decide(received, count?.rows ?? 0, count?.refused ?? 0);
      await this.save(transaction, received);
      await this.goOn(transaction, id, 2);
      return received.facts;
    });
    this.outbox.wake();
    return started;
  }

  async drop(id: MemberImportId): Promise<void> {
    await this.database.query(
      'identity.member-import.drop',
      `delete from identity.member_import where id = $1 and state = 'receiving'`,
      [id],
    );
  }

  async advance(
    { id, fromRow, once, at }: ChunkStep,
    decide: (current: MemberImport, rows: readonly RowInQuestion[]) => RowDecision[],
  ): Promise<void> {
    await this.database.transaction(async (transaction) => {
      if (!(await this.inbox.isFirst(transaction, once))) return;
      const current = await this.lock(transaction, id);
      if (current?.facts.state !== 'processing') return;
      let open = await readChunk(transaction, current.facts, fromRow, rowsPerChunk);
      const next = (open.at(-1)?.row.row ?? fromRow) + 1;
      const settled: RowDecision[] = [];
      for (let round = 0; open.length > 0; round += 1) {
        const decided = round < rounds ? decide(current, open) : open.map(unavailable);
        const overtaken = await this.decisions.store(transaction, current.facts, decided, at);
        settled.push(...decided.filter(({ row }) => !overtaken.has(row)));
        open =
          overtaken.size === 0 ? [] : await readChunk(transaction, current.facts, fromRow, next - fromRow, overtaken);
      }
      await noteSettled(transaction, id, settled);
      current.settle(
        settled.map(({ verdict }) => verdict.outcome),
        at,
      );
      await this.save(transaction, current);
      if (!current.isFinished && settled.length > 0) await this.goOn(transaction, id, next);
    });
    this.outbox.wake();
  }

  private async lock(transaction: Queryable, id: MemberImportId): Promise<MemberImport | undefined> {
    const [facts] = await transaction.query<MemberImportFacts>(
      'identity.member-import.lock',
      `select ${importFacts} from identity.member_import i where i.id = $1 for update`,
      [id],
    );
    return facts && MemberImport.restore(facts);
  }

  private async save(transaction: Queryable, memberImport: MemberImport): Promise<void> {
    const { id, state, rows, processed, created, joined, invited, unchanged, failed, finishedAt } = memberImport.facts;
    await transaction.query(
      'identity.member-import.save',
      `with saved as (
         update identity.member_import set state = $2, rows = $3, processed = $4, created = $5, joined = $6, invited = $7,
           unchanged = $8, failed = $9, finished_at = $10, touched_at = now()
         where id = $1
       ) ${insertAudit('$11')}`,
      [
        ...[id, state, rows, processed, created, joined, invited, unchanged, failed, finishedAt],
        auditRows(memberImport.pullEvents()),
      ],
    );
  }

  private goOn(transaction: Queryable, importId: MemberImportId, fromRow: number): Promise<void> {
    return this.outbox.addIn(transaction, [{ queue: 'identity', name: 'import-members', body: { importId, fromRow } }]);
  }
}

const unavailable = ({ row: { row } }: RowInQuestion): RowDecision => ({
  row,
  verdict: { outcome: 'failed', field: '', reason: 'service-unavailable' },
});
