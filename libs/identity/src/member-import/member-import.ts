import { Aggregate, newId, type AccountId, type Branded } from '@postern/kernel';
import type { AccountLocale } from '../account/account.js';
import { auditEntry, type AuditDetails, type AuditEntry, type AuditKind, type Origin } from '../audit/audit-record.js';
import type { OrganizationId } from '../organization/organization.js';
import type { Importer, RowVerdict } from './row-verdict.js';

export type MemberImportId = Branded<string, 'MemberImportId'>;

/** `receiving`: the file is still on its way, and nobody is told of it yet. */
export type MemberImportState = 'receiving' | 'processing' | 'complete' | 'complete-with-errors';

/** For so long an import is told of; what is against its lines names people. */
export const importsKeptSeconds = 30 * 24 * 60 * 60;

/** So many lines a file may have, the header aside. */
export const importedRows = 200_000;

export interface MemberImportFacts {
  id: MemberImportId;
  organizationId: OrganizationId;
  dryRun: boolean;
  state: MemberImportState;
  /** Whoever began it: it goes on in their name, whatever becomes of them. */
  actor: AccountId;
  /** Their username, for the mails. */
  actorName: string;
  by: Importer;
  /** Of members whose line says nothing about it. */
  locale: AccountLocale;
  rows: number;
  processed: number;
  created: number;
  joined: number;
  invited: number;
  unchanged: number;
  failed: number;
  startedAt: Date;
  finishedAt: Date | null;
}

/** Members who come from a file. Each line is dealt with once; together they are a report. */
export class MemberImport extends Aggregate<AuditEntry> {
  private constructor(private current: MemberImportFacts) {
    super();
  }

  get facts(): Readonly<MemberImportFacts> {
    return this.current;
  }

  get id(): MemberImportId {
    return this.current.id;
  }

  get isFinished(): boolean {
    return this.current.finishedAt !== null;
  }

  static receive(
    about: Pick<MemberImportFacts, 'organizationId' | 'dryRun' | 'actor' | 'actorName' | 'by' | 'locale'>,
    at: Date,
  ): MemberImport {
    const counts = { rows: 0, processed: 0, created: 0, joined: 0, invited: 0, unchanged: 0, failed: 0 };
    const id = newId<MemberImportId>();
    return new MemberImport({ ...about, ...counts, id, state: 'receiving', startedAt: at, finishedAt: null });
  }

  static restore(facts: MemberImportFacts): MemberImport {
    return new MemberImport(facts);
  }

  /** The whole file is here; `failed` of its lines are not taken. */
  start(rows: number, failed: number, origin: Origin, at: Date): void {
    this.become({ state: 'processing', rows, processed: failed, failed });
    this.note('import.begun', at, { rows }, origin);
  }

  /** What became of some lines. With the last of them the import is complete. */
  settle(outcomes: readonly RowVerdict['outcome'][], at: Date): void {
    const count = (wanted: RowVerdict['outcome']) => outcomes.filter((outcome) => outcome === wanted).length;
    const { current } = this;
    this.become({
      processed: current.processed + outcomes.length,
      created: current.created + count('created'),
      joined: current.joined + count('joined'),
      invited: current.invited + count('invited'),
      unchanged: current.unchanged + count('unchanged'),
      failed: current.failed + count('failed'),
    });
    if (this.current.processed >= this.current.rows) this.finish(at);
  }

  private finish(at: Date): void {
    const { created, joined, invited, unchanged, failed } = this.current;
    this.become({ state: failed > 0 ? 'complete-with-errors' : 'complete', finishedAt: at });
    this.note('import.complete', at, { created, joined, invited, unchanged, failed });
  }

  private note(kind: AuditKind, at: Date, counts: AuditDetails, origin?: Origin): void {
    const { organizationId, actor, id, dryRun } = this.current;
    const details = { import: id, dryRun, ...counts };
    this.record(auditEntry({ kind, at, organizationId, actor, details, ...origin }));
  }

  private become(changes: Partial<MemberImportFacts>): void {
    this.current = { ...this.current, ...changes };
  }
}
