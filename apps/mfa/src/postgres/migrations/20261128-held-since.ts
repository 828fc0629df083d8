import { Migration } from '@mikro-orm/migrations';

/** Since when what an organization asks of everybody, or of accounts of an age, has been asked: sessions are held to it. */
export class HeldSince20261128 extends Migration {
  override name = '20261128-held-since';

  override up(): void {
    this.addSql(`
      alter table mfa.organization_policy
        add column everybody_since timestamptz,
        add column cut_off_since timestamptz`);
    this.addSql(`
      update mfa.organization_policy set
        everybody_since = case
          when required_since is not null then required_since
          when deadline is not null then greatest(deadline, updated_at) end,
        cut_off_since = case when required_from is not null then updated_at end`);
  }

  override down(): void {
    this.addSql('alter table mfa.organization_policy drop column everybody_since, drop column cut_off_since');
  }
}
