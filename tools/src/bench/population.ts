import { createHash, randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import type pg from 'pg';

export interface Person {
  accountId: string;
  username: string;
  email: string;
  createdAt: Date;
}

/** The product's defaults, and the least that it takes. */
export const argon2Parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
export const password = 'a password of the benchmarks';
export const passwordHash = (): Promise<string> => hash(password, argon2Parameters);

/** Accounts as registration leaves them, written straight to the table. They are from before the cut-off. */
export async function addAccounts(database: pg.Pool, kind: string, count: number): Promise<Person[]> {
  const createdAt = new Date('2024-06-03T15:20:00Z');
  const people = Array.from({ length: count }, (_, number) => ({
    accountId: crypto.randomUUID(),
    username: `${kind}-${number}`,
    email: `${kind}-${number}@example.org`,
    createdAt,
  }));
  await database.query(
    `insert into identity.account (id, username, username_key, email, email_key, email_verified_at, name, password_hash,
       credential_version, state, created_at)
     select "accountId", username, username, email, email, "createdAt", '{"given": "Ann", "family": "Example"}', $2, 1,
       'active', "createdAt"
     from jsonb_to_recordset($1::jsonb) as p("accountId" uuid, username text, email text, "createdAt" timestamptz)`,
    [JSON.stringify(people), await passwordHash()],
  );
  await database.query('vacuum analyze identity.account');
  return people;
}

export interface HeldSession {
  id: string;
  token: string;
}

/** Open sessions, spread over the people. */
export async function addSessions(database: pg.Pool, people: readonly Person[], count: number): Promise<HeldSession[]> {
  const sessions = Array.from({ length: count }, (_, number) => {
    const token = randomBytes(32).toString('base64url');
    return {
      id: crypto.randomUUID(),
      token,
      hash: createHash('sha256').update(token).digest('base64url'),
      accountId: people[number % people.length]?.accountId,
    };
  });
  await database.query(
    `insert into identity.session (id, token_hash, account_id, flow_id, credential_version, aal, highest_aal, amr,
       authenticated_at, signed_in_at, expires_at, last_used_at)
     select id, hash, "accountId", gen_random_uuid(), 1, 'aal2', 'aal2', '{pwd,sms,otp,mfa}',
       now(), now(), now() + interval '12 hours', now()
     from jsonb_to_recordset($1::jsonb) as s(id uuid, hash text, "accountId" uuid)`,
    [JSON.stringify(sessions)],
  );
  await database.query('vacuum analyze identity.session');
  return sessions.map(({ id, token }) => ({ id, token }));
}
