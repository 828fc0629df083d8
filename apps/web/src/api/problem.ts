import type { FieldError, ProblemBody, ProblemCode } from '@postern/contracts';

/** The server's no: its words are in the person's language already. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(readonly body: ProblemBody) {
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
}

export const isProblem = (error: unknown, ...codes: ProblemCode[]): error is ApiProblem =>
  error instanceof ApiProblem && (codes.length === 0 || codes.includes(error.code));
