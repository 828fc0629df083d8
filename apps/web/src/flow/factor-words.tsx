import type { EnrollableKind, FactorView } from '@postern/contracts';
import type { IconName } from '../ui/icon';

export const factorIcons = {
  sms: 'phone',
  email: 'email',
  totp: 'app',
  webauthn: 'passkey',
  recovery_code: 'codes',
} as const satisfies Record<FactorView['kind'], IconName>;

/** The strongest first: what is offered first is chosen most. */
const strength: readonly EnrollableKind[] = ['webauthn', 'totp', 'sms', 'email'];

export const byStrength = (kinds: readonly EnrollableKind[]): EnrollableKind[] =>
  strength.filter((kind) => kinds.includes(kind));

/** What tells one factor from another of its kind. */
export const factorDetail = ({ destination, label }: FactorView): string => destination ?? label;
