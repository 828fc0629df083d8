import { Migration } from '@mikro-orm/migrations';

export class MemberImports extends Migration {
  override up(): void {
    // `touched_at`: when something of the file last came; a file that stops on its way must not keep others waiting for ever.
    this.addSql(`
      create table identity.member_import (
        id uuid primary key,
        organization_id uuid not null references identity.organization on delete cascade,
        dry_run boolean not null,
        state text not null check (state in ('receiving', 'processing', 'complete', 'complete-with-errors')),
        actor uuid not null,
        actor_name text not null,
        acting_as text not null check (acting_as in ('administrator', 'operator')),
        locale text not null,
        rows int not null,
        processed int not null,
        created int not null,
        joined int not null,
        invited int not null,
        unchanged int not null,
        failed int not null,
        started_at timestamptz not null,
        touched_at timestamptz not null,
        finished_at timestamptz
      )`);
    this.addSql(`
      create unique index member_import_running on identity.member_import (organization_id)
      where state in ('receiving', 'processing')`);
    this.addSql('create index member_import_organization on identity.member_import (organization_id, started_at)');
    this.addSql('create index member_import_started on identity.member_import (started_at)');
    // Personal data is there until a line's turn has come. Then the line goes, or stays as its username and what is against it.
    this.addSql(`
      create table identity.member_import_row (
        import_id uuid not null references identity.member_import on delete cascade,
        row int not null,
        username text not null,
        username_key text collate "C",
        email_key text collate "C",
        person jsonb,
        field text,
        reason text,
        primary key (import_id, row),
        check ((person is null) <> (reason is null))
      )`);
    this.addSql(`
      create index member_import_row_refused on identity.member_import_row (import_id, row) where reason is not null`);
  }

  override down(): void {
    this.addSql('drop table identity.member_import_row');
    this.addSql('drop table identity.member_import');
  }
}
