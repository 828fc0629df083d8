import type { Clock } from '@postern/kernel';
import type { Origin } from '../audit/audit-record.js';
import type { ReadRow } from './import-row.js';
import { importedRows, MemberImport, type MemberImportFacts } from './member-import.js';
import type { MemberImports } from './member-imports.js';

export interface BeginMemberImportInput extends Pick<
  MemberImportFacts,
  'organizationId' | 'dryRun' | 'actor' | 'actorName' | 'by' | 'locale'
> {
  origin: Origin;
  /** The file, some lines at a time. What it fails with is passed on. */
  rows: AsyncIterable<readonly ReadRow[]>;
}

export type BeginMemberImportOutcome =
  | { outcome: 'begun'; memberImport: MemberImportFacts }
  /** Another one of the organization is under way. */
  | { outcome: 'running' }
  | { outcome: 'too-many-rows' };

export class BeginMemberImport {
  constructor(
    private readonly imports: MemberImports,
    private readonly clock: Clock,
  ) {}

  /** Takes the file as it comes: it is never held as a whole. Nothing is left of one that does not come to its end. */
  async execute({ rows, origin, ...about }: BeginMemberImportInput): Promise<BeginMemberImportOutcome> {
    const received = MemberImport.receive(about, this.clock.now());
    const { id } = received;
    if ((await this.imports.receive(received)) === 'running') return { outcome: 'running' };
    try {
      const taken = await this.take(received, rows);
      const begun =
        taken === 'taken' &&
        (await this.imports.start(id, (current, count, refused) =>
          current.start(count, refused, origin, this.clock.now()),
        ));
      if (begun && begun !== 'gone') return { outcome: 'begun', memberImport: begun };
      await this.imports.drop(id);
      return { outcome: taken === 'too-many-rows' ? taken : 'running' };
    } catch (error) {
      await this.imports.drop(id);
      throw error;
    }
  }

  private async take(
    { id }: MemberImport,
    batches: AsyncIterable<readonly ReadRow[]>,
  ): Promise<'taken' | 'too-many-rows' | 'gone'> {
    let count = 0;
    for await (const rows of batches) {
      count += rows.length;
      if (count > importedRows) return 'too-many-rows';
      if ((await this.imports.add(id, rows)) === 'gone') return 'gone';
    }
    return 'taken';
  }
}
