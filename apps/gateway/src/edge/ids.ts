import { slugField, type ProblemCode } from '@postern/contracts';
import { Problem } from '@postern/platform';
import { z } from 'zod';

const id = z.uuid();

/**
 * An id from an address, in the one spelling that others are compared with. What cannot be one is answered like one that nobody
 * has, and never becomes part of a path (S22).
 */
export const idOr = (notFound: ProblemCode, text: string): string => parsed(id, notFound, text).toLowerCase();

/** The same for an application's name. */
export const slugOr = (notFound: ProblemCode, text: string): string => parsed(slugField, notFound, text);

function parsed(schema: z.ZodType<string>, notFound: ProblemCode, text: string): string {
  const { success, data } = schema.safeParse(text);
  if (!success) throw new Problem(notFound);
  return data;
}
