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

/** What the server calls a method that nobody has named: the kind, and always in English. */
const unnamed: Record<FactorView['kind'], string> = {
  sms: 'Text message',
  email: 'E-mail',
  totp: 'Authenticator app',
  webauthn: 'Passkey',
  recovery_code: 'Recovery codes',
};

/** The name that its person gave it, where they did. */
export const ownName = ({ kind, label }: FactorView): string | undefined =>
  label === '' || label === unnamed[kind] ? undefined : label;

/** What tells one factor from another of its kind; may be nothing. */
export const factorDetail = (factor: FactorView): string =>
  [ownName(factor), factor.destination].filter(Boolean).join(' · ');
