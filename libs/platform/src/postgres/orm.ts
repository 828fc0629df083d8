import { Redacted } from '@postern/kernel';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM, type Options } from '@mikro-orm/postgresql';

export interface ServiceSchema {
  /** The PostgreSQL schema that the service owns. */
  schema: string;
  entities: Options['entities'];
  migrations: NonNullable<Options['migrations']>['migrationsList'];
}

/** The mapper for a service's aggregates: a unit of work per `em.fork()`. */
export function createOrm(url: Redacted, { schema, entities, migrations }: ServiceSchema): MikroORM {
  return new MikroORM({
    clientUrl: url.reveal(),
    schema,
    entities: entities ?? [],
    extensions: [Migrator],
    discovery: { warnWhenNoEntities: false },
    pool: { min: 0, max: 5 },
    migrations: {
      tableName: 'migrations',
      schema,
      migrationsList: migrations ?? [],
      snapshot: false,
      transactional: true,
      allOrNothing: true,
    },
    logger: () => undefined,
  } as Options);
}
