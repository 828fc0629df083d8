import { slugField, type ProblemCode } from '@postern/contracts';
import { Problem } from '@postern/platform';
import { z } from 'zod';

const id = z.uuid();

/**
 * An id from an address, in the one spelling that others are compared with. What cannot be one is answered like one that nobody
 * has, and never becomes part of a path (S22).
 */
export const idOr = (notFound: ProblemCode, text: string): string => parsed(id, notFound, text).toLowerCase();

/** RFC 9562 section 5.9: no version makes it, so nobody has it. */
const nobodys = '00000000-0000-0000-0000-000000000000';

/**
 * For addresses with several ids: what cannot be one is asked for as the one that nobody has. Whoever may see nothing is then
 * told that of the first, and whoever may see something that of the last, by the service that knows.
 */
export const idOrNobodys = (text: string): string => id.safeParse(text).data?.toLowerCase() ?? nobodys;

/** The same as `idOr` for an application's name. */
export const slugOr = (notFound: ProblemCode, text: string): string => parsed(slugField, notFound, text);

function parsed(schema: z.ZodType<string>, notFound: ProblemCode, text: string): string {
  const { success, data } = schema.safeParse(text);
  if (!success) throw new Problem(notFound);
  return data;
}
