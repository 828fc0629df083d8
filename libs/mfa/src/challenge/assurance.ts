import type { FactorKind } from '../factor/factor-kind.js';

export const levels = ['aal1', 'aal2', 'aal3'] as const;
export type Aal = (typeof levels)[number];

/** What a completed flow proves: methods by RFC 8176, level by NIST SP 800-63B-4. */
export interface Assurance {
  amr: readonly string[];
  aal: Aal;
}

/** A factor that was proven. `synced`: of a passkey that several devices share, which makes it software (RFC 8176 `swk`). */
export interface Proven {
  kind: FactorKind;
  synced?: boolean;
}

/** E-mail is no second factor in the sense of the standard (section 3.1.3.1) and is not passed off as one. */
const provenBy: Record<FactorKind, Assurance> = {
  sms: { amr: ['sms', 'otp', 'mfa'], aal: 'aal2' },
  totp: { amr: ['otp', 'mfa'], aal: 'aal2' },
  webauthn: { amr: ['hwk', 'mfa'], aal: 'aal2' },
  recovery_code: { amr: ['recovery_code', 'mfa'], aal: 'aal2' },
  email: { amr: ['email'], aal: 'aal1' },
};

/** The level that a password and this kind of factor amount to. */
export const aalOf = (kind: FactorKind): Aal => provenBy[kind].aal;

export const reaches = (aal: Aal, wanted: Aal): boolean => levels.indexOf(aal) >= levels.indexOf(wanted);

export const higherOf = (one: Aal, other: Aal): Aal => (reaches(one, other) ? one : other);

/** `first`: what was proven before the factor was asked for; `second`: the factor proven in the flow, or null. */
export function assuranceOf(first: Assurance, second: Proven | null): Assurance {
  if (second === null) return first;
  const { amr, aal } = provenBy[second.kind];
  const methods = second.synced ? amr.map((method) => (method === 'hwk' ? 'swk' : method)) : amr;
  return { amr: [...new Set([...first.amr, ...methods])], aal: higherOf(first.aal, aal) };
}
