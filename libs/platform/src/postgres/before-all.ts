/**
 * What comes before every id: the nil UUID (RFC 9562 section 5.9). `id > coalesce($1, ${beforeAllIds})` reads a page by its index however
 * often it is asked for. `$1 is null or id > $1` does not: when PostgreSQL plans a statement once for all its values, it reads all that lies
 * before the page as well.
 */
export const beforeAllIds = `'00000000-0000-0000-0000-000000000000'::uuid`;

/** What comes after every number that an identity column gives, for pages that go backward. */
export const afterAllNumbers = `9223372036854775807::bigint`;
