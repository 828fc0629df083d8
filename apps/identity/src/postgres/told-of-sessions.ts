/**
 * Tells mfa which sessions ended: of the rows of `ended`, with their `id` and `account_id`. Relayed within a second by whichever
 * identity runs, since sessions also end on the command line, which has no queue.
 */
export const tellOfEnd = (at: string): string => `
  insert into identity.outbox (id, queue, name, body)
  select gen_random_uuid(), 'mfa', 'sessions.ended', jsonb_build_object(
    'accountId', account_id, 'sessions', jsonb_agg(id),
    'at', to_char(${at}::timestamptz at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  from ended group by account_id`;
