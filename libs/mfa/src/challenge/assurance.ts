import { isEnrollable, type FactorKind } from '../factor/factor-kind.js';
import type { Factor } from '../factor/factor.js';

export const levels = ['aal1', 'aal2', 'aal3'] as const;
export type Aal = (typeof levels)[number];

/** What a completed flow proves: methods by RFC 8176, level by NIST SP 800-63B-4. */
export interface Assurance {
  amr: readonly string[];
  aal: Aal;
}

/** A factor that was proven, and how. */
export interface Shown {
  kind: FactorKind;
  /** Of a passkey that several devices share, which makes it software (RFC 8176 `swk`). */
  synced?: boolean;
  /** Of a passkey that knew its owner, by PIN or fingerprint: two factors in one. */
  userVerified?: boolean;
}

/** E-mail is no second factor in the sense of the standard (section 3.1.3.1) and is not passed off as one. */
const provenBy: Record<FactorKind, Assurance> = {
  sms: { amr: ['sms', 'otp'], aal: 'aal2' },
  totp: { amr: ['otp'], aal: 'aal2' },
  webauthn: { amr: ['hwk'], aal: 'aal2' },
  recovery_code: { amr: ['recovery_code'], aal: 'aal2' },
  email: { amr: ['email'], aal: 'aal1' },
};

/** The level that a password and this kind of factor amount to. */
export const aalOf = (kind: FactorKind): Aal => provenBy[kind].aal;

export const reaches = (aal: Aal, wanted: Aal): boolean => levels.indexOf(aal) >= levels.indexOf(wanted);

export const higherOf = (one: Aal, other: Aal): Aal => (reaches(one, other) ? one : other);

/** The most that the factors prove. A disabled one counts: what it asked for must not become easier (S11). */
export const highestAal = (factors: readonly Factor[]): Aal =>
  factors
    .filter(({ state: { kind, status } }) => isEnrollable(kind) && (status === 'active' || status === 'disabled'))
    .reduce<Aal>((highest, { state }) => higherOf(highest, aalOf(state.kind)), 'aal1');

/**
 * `first`: what was proven before the factor was asked for; `second`: the factor proven in the flow, or null. The level is
 * that of the second proof, with the password or a passkey that knew its owner before it: what an old session once had is
 * not proven by it.
 */
export function assuranceOf(first: Assurance, second: Shown | null): Assurance {
  if (second === null) return first;
  const { kind, synced, userVerified } = second;
  const methods = provenBy[kind].amr.map((method) => (synced && method === 'hwk' ? 'swk' : method));
  const known = first.amr.some((method) => method === 'pwd' || method === 'user');
  const two = userVerified || (known && aalOf(kind) === 'aal2');
  const amr = new Set([...first.amr, ...methods, ...(userVerified ? ['user'] : [])]);
  // By custom at the end.
  if (amr.delete('mfa') || two) amr.add('mfa');
  return { amr: [...amr], aal: two ? 'aal2' : 'aal1' };
}
