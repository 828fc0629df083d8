import { fieldErrorOf } from '@postern/contracts';
import { longestPassword, type PasswordRefusal } from '@postern/identity-domain';
import { Problem } from '@postern/platform';

/** Every reason against a new password, in words. */
export function passwordRefused(reasons: readonly PasswordRefusal[], { minLength }: { minLength: number }): Problem {
  const params: Partial<Record<PasswordRefusal, Record<string, number>>> = {
    'too-short': { minimum: minLength },
    'too-long': { maximum: longestPassword },
  };
  const errors = reasons.map((reason) => fieldErrorOf('password', reason, params[reason]));
  return new Problem('account.password_refused', { errors });
}
