/**
 * First version of the tables that every service needs for messages in and out. Migrations are append-only, and they
 * quote this text: a change is a new function, never an edit of this one.
 */
export const outboxTablesV1 = (schema: string): string => `
create table "${schema}".outbox (
  seq bigint generated always as identity primary key,
  id uuid not null,
  queue text not null,
  name text not null,
  body jsonb not null,
  created_at timestamptz not null default now()
);
create table "${schema}".inbox (
  message_id text primary key,
  received_at timestamptz not null default now()
);
create index on "${schema}".inbox (received_at);
`;

export const dropOutboxTablesV1 = (schema: string): string => `
drop table "${schema}".inbox;
drop table "${schema}".outbox;
`;
