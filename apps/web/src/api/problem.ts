import type { FieldError, ProblemBody, ProblemCode } from '@postern/contracts';
import { serverNow } from './server-clock';

/** The server's no: its words are in the person's language already. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly body: ProblemBody,
    /** Before then it is of no use to ask again; RFC 3339. */
    readonly retryAt?: string | undefined,
  ) {
    super(`${body.status} ${body.code}`);
  }

  get code(): ProblemCode {
    return this.body.code;
  }

  get status(): number {
    return this.body.status;
  }

  /** What is wrong with each field, by its name. The first thing said of a field counts. */
  get fieldErrors(): Record<string, FieldError> {
    return Object.fromEntries((this.body.errors ?? []).toReversed().map((error) => [error.field, error]));
  }
}

/** Nothing came back: the network is away, or the server is. What was asked for may be tried again. */
export class NetworkProblem extends Error {
  override readonly name = 'NetworkProblem';
  /** Before then it is of no use to ask again; RFC 3339. */
  readonly retryAt?: string | undefined;

  constructor(message: string, { retryAt, ...options }: ErrorOptions & { retryAt?: string | undefined } = {}) {
    super(message, options);
    this.retryAt = retryAt;
  }
}

export const isProblem = (error: unknown, ...codes: ProblemCode[]): error is ApiProblem =>
  error instanceof ApiProblem && (codes.length === 0 || codes.includes(error.code));

/** From when on what was refused may be tried again, where the refusal says so. */
export const retryAtOf = (problem: unknown): string | undefined =>
  problem instanceof ApiProblem || problem instanceof NetworkProblem ? problem.retryAt : undefined;

/** How many milliseconds are left until then; 0 where nothing is to be waited for. */
export function waitOf(problem: unknown): number {
  const retryAt = retryAtOf(problem);
  return retryAt === undefined ? 0 : Math.max(0, Date.parse(retryAt) - serverNow());
}
