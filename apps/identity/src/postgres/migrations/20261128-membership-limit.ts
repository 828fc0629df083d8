import { Migration } from '@mikro-orm/migrations';

/** Upper and lower case are one, in every script and whatever the database's own collation. */
const keyOf = (text: string) => `lower(normalize(${text}, nfkc) collate "und-x-icu") collate "C"`;

const fillMembership = (lock: string, check: string) => `
  create or replace function identity.fill_membership() returns trigger language plpgsql as $$
  begin
    select a.state, a.username_key, a.email_key, ${keyOf(`a.name ->> 'given'`)}, ${keyOf(`a.name ->> 'family'`)}
    into new.state, new.username_key, new.email_key, new.given_key, new.family_key
    from identity.account a where a.id = new.account_id for ${lock};
    if not found then
      raise foreign_key_violation using message = 'there is no such account';
    end if;
    ${check}
    return new;
  end
  $$`;

/**
 * An account belongs to fifty organizations at most, whoever adds it. Those who add the same one wait for each other, and each
 * counts what the others left: in a function each query sees what was committed before it.
 */
export class MembershipLimit extends Migration {
  override up(): void {
    this.addSql(
      fillMembership(
        'no key update',
        `if (select count(*) from identity.membership m
           where m.account_id = new.account_id and m.organization_id <> new.organization_id) >= 50 then
           raise check_violation using message = 'the account belongs to fifty organizations', constraint = 'membership_limit';
         end if;`,
      ),
    );
  }

  override down(): void {
    this.addSql(fillMembership('share', ''));
  }
}
