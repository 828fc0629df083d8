import { requestProblemsInSpanish } from './es/request.js';
import { accountProblemsInSpanish } from './es/account.js';
import { sessionProblemsInSpanish } from './es/session.js';
import { organizationProblemsInSpanish } from './es/organization.js';
import { rolloutProblemsInSpanish } from './es/rollout.js';
import { flowProblemsInSpanish } from './es/flow.js';
import { factorProblemsInSpanish } from './es/factor.js';
import type { ProblemCode } from './problems.js';
import type { ProblemWords } from './words.js';

/** The problems in Spanish, as it is understood in all of Latin America; codes and statuses are those of the table. */
export const problemsInSpanish: Record<ProblemCode, ProblemWords> = {
  ...requestProblemsInSpanish,
  ...accountProblemsInSpanish,
  ...sessionProblemsInSpanish,
  ...organizationProblemsInSpanish,
  ...rolloutProblemsInSpanish,
  ...flowProblemsInSpanish,
  ...factorProblemsInSpanish,
};
