import type { OrganizationId } from '../organization/organization.js';
import type { ImportRow, ReadRow, RowProblem, RowStanding } from './import-row.js';
import type { MemberImport, MemberImportFacts, MemberImportId } from './member-import.js';
import type { RowDecision } from './row-decision.js';

/** So many lines are dealt with at once. */
export const rowsPerChunk = 250;

/** A line whose turn has come. */
export interface RowInQuestion {
  row: ImportRow;
  standing: RowStanding;
}

export interface ChunkStep {
  id: MemberImportId;
  /** The first line that may be among them. */
  fromRow: number;
  /** The message that asks for it: a second time, nothing happens. */
  once: string;
  at: Date;
}

/**
 * All imports, with their events. Every method fails when the store is away; then nothing has changed. `gone`: it was given up
 * meanwhile, because nothing more of the file came for too long.
 */
export abstract class MemberImports {
  /** Of several of one organization at the same moment exactly one is `received`, and until it is complete every other is `running`. */
  abstract receive(memberImport: MemberImport): Promise<'received' | 'running'>;

  /** The next lines of the file. */
  abstract add(id: MemberImportId, rows: readonly ReadRow[]): Promise<'added' | 'gone'>;

  /**
   * The whole file is there. Refuses lines that repeat the username or address of an earlier one, lets `decide` start the import,
   * and leaves the message that begins the work.
   */
  abstract start(
    id: MemberImportId,
    decide: (received: MemberImport, rows: number, refused: number) => void,
  ): Promise<MemberImportFacts | 'gone'>;

  /** As if it had never come. */
  abstract drop(id: MemberImportId): Promise<void>;

  /**
   * Lets `decide` decide on the next lines, in their order, and stores all that comes of it as one, with the message that goes on
   * from there. Where somebody else takes a name or an address in between, it is asked again; nothing is stored for a line twice.
   */
  abstract advance(
    step: ChunkStep,
    decide: (current: MemberImport, rows: readonly RowInQuestion[]) => RowDecision[],
  ): Promise<void>;
}

/** What is told of imports: of those whose file has come. Every method fails when the store is away. */
export abstract class MemberImportReports {
  /** The newest first. */
  abstract list(organizationId: OrganizationId, limit: number): Promise<MemberImportFacts[]>;

  abstract get(organizationId: OrganizationId, id: MemberImportId): Promise<MemberImportFacts | undefined>;

  /** By line; `after`: the one that the page before ended with. */
  abstract problems(id: MemberImportId, after: number, limit: number): Promise<RowProblem[]>;

  /** Those that began before, with their lines, and files of which nothing has come for an hour. Tells how many there were. */
  abstract forget(startedBefore: Date): Promise<number>;
}
