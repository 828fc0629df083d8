import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { contextHeaders, locale, type Locale } from '@postern/contracts';
import type { FastifyRequest } from 'fastify';
import { Problem } from './problem.js';

/** On whose behalf the gateway calls: where the person is, with what program, and in which language. */
export interface Caller {
  /** Client address as the gateway knows it; IPv6 cut to its /64. */
  readonly source: string;
  readonly userAgent: string | null;
  /** Best match for the request's `Accept-Language`; absent where the request said nothing. */
  readonly locale?: Locale;
}

const header = (context: ExecutionContext, name: string): string | undefined => {
  const value = context.switchToHttp().getRequest<FastifyRequest>().headers[name];
  return typeof value === 'string' ? value : undefined;
};

export const FromCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const language = locale.safeParse(header(context, contextHeaders.locale));
  return {
    source: header(context, contextHeaders.source) ?? 'unknown',
    userAgent: header(context, contextHeaders.userAgent)?.slice(0, 400) ?? null,
    ...(language.success ? { locale: language.data } : {}),
  };
});

/** The subject token that the gateway has fetched from identity for the person's session. */
export const SubjectToken = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const token = header(context, contextHeaders.subjectToken);
  if (!token) throw new Problem('session.required');
  return token;
});
