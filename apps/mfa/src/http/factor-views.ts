import type { ChallengeView, FactorView } from '@postern/contracts';
import type { Factor, StepOf } from '@postern/mfa-domain';

export const momentOf = (date: Date | null): string | null => date?.toISOString() ?? null;

/** A factor as its person sees it: the destination masked. */
export function factorView(factor: Factor): FactorView {
  const { id, kind, label, activatedAt, lastUsedAt, recoveryHashes, status } = factor.state;
  const { maskedDestination } = factor;
  return {
    id,
    kind,
    label,
    ...(maskedDestination === null ? {} : { destination: maskedDestination }),
    activatedAt: momentOf(activatedAt),
    lastUsedAt: momentOf(lastUsedAt),
    ...(recoveryHashes ? { codesLeft: recoveryHashes.length } : {}),
    ...(status === 'disabled' ? { disabled: true } : {}),
  };
}

export function challengeView(
  { challenge, budget, factor }: StepOf<'activate-factor' | 'answer-challenge'>,
  at: Date,
): ChallengeView {
  const { id, kind, expiresAt } = challenge.state;
  const lockedUntil = budget.lockedUntil(at);
  return {
    id,
    kind,
    expiresAt: expiresAt.toISOString(),
    resendAt: momentOf(challenge.resendAt(at)),
    attemptsLeft: factor.state.status === 'disabled' ? 0 : budget.attemptsLeft(at),
    ...(lockedUntil ? { lockedUntil: lockedUntil.toISOString() } : {}),
  };
}
