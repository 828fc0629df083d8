import {
  MemberImportReports,
  type MemberImportFacts,
  type MemberImportId,
  type OrganizationId,
  type RowProblem,
} from '@postern/identity-domain';
import { deleteInBatches, type Queryable } from '@postern/platform';
import { importFacts } from './import-columns.js';

export class PgMemberImportReports extends MemberImportReports {
  constructor(private readonly database: Queryable) {
    super();
  }

  list(organizationId: OrganizationId, limit: number): Promise<MemberImportFacts[]> {
    return this.database.query<MemberImportFacts>(
      'identity.member-import.list',
      `select ${importFacts} from identity.member_import i
       where i.organization_id = $1 and i.state <> 'receiving' order by i.started_at desc limit $2`,
      [organizationId, limit],
    );
  }

  async get(organizationId: OrganizationId, id: MemberImportId): Promise<MemberImportFacts | undefined> {
    const [found] = await this.database.query<MemberImportFacts>(
      'identity.member-import.get',
      `select ${importFacts} from identity.member_import i
       where i.organization_id = $1 and i.id = $2 and i.state <> 'receiving'`,
      [organizationId, id],
    );
    return found;
  }

  async forget(startedBefore: Date): Promise<number> {
    const old = `started_at < $1 or (state = 'receiving' and touched_at < now() - interval '1 hour')`;
    // Lines first, some at a time: with the import they would all go at once.
    await deleteInBatches(
      this.database,
      'identity.member-import-row.forget',
      'identity.member_import_row',
      `import_id in (select id from identity.member_import where ${old})`,
      [startedBefore],
    );
    return deleteInBatches(this.database, 'identity.member-import.forget', 'identity.member_import', old, [
      startedBefore,
    ]);
  }

  problems(id: MemberImportId, after: number, limit: number): Promise<RowProblem[]> {
    return this.database.query<RowProblem>(
      'identity.member-import.problems',
      `select row, username, field, reason from identity.member_import_row
       where import_id = $1 and row > $2 and reason is not null order by row limit $3`,
      [id, after, limit],
    );
  }
}
