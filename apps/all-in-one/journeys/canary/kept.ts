import type { Redacted } from '@postern/kernel';
import { Redis } from 'ioredis';
import pg from 'pg';

/** Every row of every table, as text. */
export async function keptInDatabase(url: Redacted): Promise<string> {
  const client = new pg.Client({ connectionString: url.reveal() });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
    texts.push(name, ...rows.map(({ row }) => row));
  }
  await client.end();
  return texts.join('\n');
}

/** Every key with its value, whatever its type. */
export async function keptInRedis(url: string): Promise<string> {
  const redis = new Redis(url);
  const readers: Record<string, (key: string) => Promise<unknown>> = {
    hash: (key) => redis.hgetall(key),
    list: (key) => redis.lrange(key, '0', '-1'),
    zset: (key) => redis.zrange(key, '0', '-1'),
    set: (key) => redis.smembers(key),
    stream: (key) => redis.xrange(key, '-', '+'),
    string: (key) => redis.get(key),
  };
  const texts: string[] = [];
  for (const key of await redis.keys('*')) texts.push(key, JSON.stringify(await readers[await redis.type(key)]?.(key)));
  redis.disconnect();
  return texts.join('\n');
}
