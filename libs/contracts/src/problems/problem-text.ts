import type { Locale } from '../http/fields.js';
import { problems, type ProblemCode } from './problems.js';
import { problemsInSpanish } from './problems.es.js';

/** Title and way forward of a problem in the person's language. */
export const problemText = (code: ProblemCode, locale: Locale): { title: string; detail: string } => {
  const { title, detail } = locale === 'es' ? problemsInSpanish[code] : problems[code];
  return { title, detail };
};
