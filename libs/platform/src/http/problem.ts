import { problems, type ProblemBody, type ProblemCode, type ProblemDetails } from '@postern/contracts';

/** An error from the closed list, on its way to the client (RFC 9457). */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly code: ProblemCode,
    readonly details: ProblemDetails = {},
  ) {
    super(code);
  }

  get status(): number {
    return problems[this.code].status;
  }

  toBody(requestId?: string): ProblemBody {
    const { retryAfterSeconds: _header, ...details } = this.details;
    return {
      type: `urn:postern:problem:${this.code}`,
      title: problems[this.code].title,
      status: this.status,
      code: this.code,
      detail: problems[this.code].detail,
      ...details,
      ...(requestId ? { requestId } : {}),
    };
  }
}
