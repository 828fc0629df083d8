import type { EntityManager } from '@mikro-orm/postgresql';
import type { AccountId } from '@postern/kernel';

/** Locks every operator, in the order in which all who do so lock them: two who leave at once go one after the other. */
export const lockOperators = `
  select id from identity.account where role = 'operator' and state = 'active' order by id for update`;

/** Whether nobody else could run the installation; that stays so until the end of the transaction. */
export async function isLastOperator(em: EntityManager, id: AccountId): Promise<boolean> {
  const [asked] = await em.execute<{ role: string | null }[]>('select role from identity.account where id = ?', [id]);
  // Everybody else has nothing to wait for.
  if (asked?.role !== 'operator') return false;
  const operators = await em.execute<{ id: AccountId }[]>(lockOperators);
  return operators.length === 1 && operators[0]?.id === id;
}
