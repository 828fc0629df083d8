import { problemText, wordFieldError, type Locale, type ProblemBody } from '@postern/contracts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Credentials } from './credentials.js';
import { acceptedLanguage, type Languages } from './languages.js';

/**
 * Services speak English among themselves. On its way out a problem is put into the language that the request asks for, which
 * is the one of the page around it; else into the one of the account, where that is known.
 */
export function wordProblems(fastify: FastifyInstance, credentials: Credentials, languages: Languages): void {
  fastify.addHook('preSerialization', async (request, reply, payload) => {
    if (!isProblem(reply)) return payload;
    const language =
      acceptedLanguage(request.headers['accept-language']) ?? languages.of(credentials.tokens(request)) ?? 'en';
    void reply.header('content-language', language);
    varyBy(reply, 'Accept-Language');
    return inLanguage(payload as ProblemBody, language);
  });
}

/** What a service says beyond the table it says in English: in another language the table's own words take its place. */
export function inLanguage(problem: ProblemBody, language: Locale): ProblemBody {
  if (language === 'en') return problem;
  const { errors } = problem;
  return {
    ...problem,
    ...problemText(problem.code, language),
    ...(errors ? { errors: errors.map((error) => wordFieldError(error, language)) } : {}),
  };
}

/** Adds to what the reply depends on already. */
export function varyBy(reply: FastifyReply, header: string): void {
  const before = reply.getHeader('vary');
  void reply.header('vary', before === undefined ? header : `${String(before)}, ${header}`);
}

const isProblem = (reply: FastifyReply): boolean =>
  String(reply.getHeader('content-type')).startsWith('application/problem+json');
