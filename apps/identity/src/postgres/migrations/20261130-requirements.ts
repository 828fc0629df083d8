import { Migration } from '@mikro-orm/migrations';

/**
 * What sessions are held to: of organizations also for accounts of an age, and of applications. What these ask by now they have asked
 * since their last change, as far as anybody knows.
 */
export class Requirements extends Migration {
  override up(): void {
    this.addSql(
      'alter table identity.organization add column cut_off timestamptz, add column cut_off_since timestamptz',
    );
    this.addSql(`
      alter table identity.application
        add column mfa_required_since timestamptz,
        add column cut_off timestamptz,
        add column cut_off_since timestamptz,
        add column least_aal text not null default 'aal1' check (least_aal in ('aal1', 'aal2'))`);
    this.addSql(`
      update identity.application set
        mfa_required_since = case
          when settings #>> '{enrollment,mfa}' = 'required' or settings #>> '{enrollment,leastAal}' = 'aal2' then updated_at
          when settings #>> '{enrollment,deadline}' is not null
            then greatest((settings #>> '{enrollment,deadline}')::timestamptz, updated_at) end,
        cut_off = (settings #>> '{enrollment,requiredFrom}')::timestamptz,
        cut_off_since = case when settings #>> '{enrollment,requiredFrom}' is not null then updated_at end,
        least_aal = coalesce(settings #>> '{enrollment,leastAal}', 'aal1')`);
  }

  override down(): void {
    this.addSql(`
      alter table identity.application
        drop column mfa_required_since, drop column cut_off, drop column cut_off_since, drop column least_aal`);
    this.addSql('alter table identity.organization drop column cut_off, drop column cut_off_since');
  }
}
