/**
 * A broken invariant: something that a correct caller never does. Expected outcomes (a wrong code, a locked
 * challenge) are return values instead.
 */
export class DomainError<Code extends string = string> extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: Code,
    message: string = code,
  ) {
    super(message);
  }
}
