import { ConfigError, isConnectionFailure } from '@postern/platform';

/** What cannot be done, in words for the person at the terminal. Ends the command with 1. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** What was typed cannot be meant. Ends the command with 2, as a wrong option does. */
export class BadInput extends Error {
  override readonly name = 'BadInput';
}

/** 1: it was understood and could not be done; 2: it was not understood, or the environment lacks something. */
export function exitCodeOf(error: unknown): 1 | 2 {
  return error instanceof BadInput || error instanceof ConfigError ? 2 : 1;
}

/** Plain words on what went wrong; never the values of a statement, which may be secrets (S9). */
export function wordsFor(error: unknown): string {
  if (error instanceof Refusal || error instanceof BadInput || error instanceof ConfigError) return error.message;
  if (isConnectionFailure(error)) {
    return 'The database cannot be reached. Check DATABASE_URL, and whether PostgreSQL runs.';
  }
  const { message, stack } = error as Error;
  return process.env['LOG_LEVEL'] === 'debug' ? (stack ?? message) : `This should not have happened: ${message}`;
}
