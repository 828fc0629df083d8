import type { EntityManager } from '@mikro-orm/postgresql';
import type { AccountId } from '@postern/kernel';

/**
 * Whether some organization has other members and nobody else who could run it; that stays so until the end of the transaction.
 * Locks in the order in which roles are changed: of administrators who go at once one remains. An operator who disables an
 * account is not asked: that must not wait until somebody has been found to follow.
 */
export async function isLastAdministrator(em: EntityManager, id: AccountId): Promise<boolean> {
  const administrators = await em.execute<{ organization: string; account: AccountId }[]>(
    `select organization_id as organization, account_id as account from identity.membership
     where role = 'administrator' and state = 'active' and organization_id in (
       select organization_id from identity.membership
       where account_id = ? and role = 'administrator' and state = 'active'
     )
     order by organization_id, account_id for update`,
    [id],
  );
  const alone = [...Map.groupBy(administrators, ({ organization }) => organization)]
    .filter(([, all]) => all.length === 1 && all[0]?.account === id)
    .map(([organization]) => organization);
  if (alone.length === 0) return false;
  const others = await em.execute<object[]>(
    `select 1 from identity.membership where organization_id = any (?::uuid[]) and account_id <> ? and state = 'active' limit 1`,
    [`{${alone.join(',')}}`, id],
  );
  return others.length > 0;
}
