import type { FactorKind } from '../factor/factor-kind.js';

/** What a completed flow proves: methods by RFC 8176, level by NIST SP 800-63B-4. */
export interface Assurance {
  amr: readonly string[];
  aal: 'aal1' | 'aal2';
}

/** E-mail is no second factor in the sense of the standard (section 3.1.3.1) and is not passed off as one. */
const provenBy: Record<FactorKind, Assurance> = {
  sms: { amr: ['sms', 'otp', 'mfa'], aal: 'aal2' },
  totp: { amr: ['otp', 'mfa'], aal: 'aal2' },
  email: { amr: ['email'], aal: 'aal1' },
};

/** `first`: methods proven before the flow began; `second`: the factor proven in it, or null. */
export function assuranceOf(first: readonly string[], second: FactorKind | null): Assurance {
  if (second === null) return { amr: first, aal: 'aal1' };
  return { amr: [...first, ...provenBy[second].amr], aal: provenBy[second].aal };
}
