import type { EntityManager } from '@mikro-orm/postgresql';
import type { Queryable } from '@postern/platform';
import { CompiledQuery } from 'kysely';

/** Statements of one's own in the unit of work's transaction: call it inside `em.transactional`. */
export const within = (em: EntityManager): Queryable => ({
  query: async <Row extends object>(_name: string, text: string, values: readonly unknown[] = []) => {
    const { rows } = await em.getKysely().executeQuery<Row>(CompiledQuery.raw(text, [...values]));
    return rows;
  },
});
