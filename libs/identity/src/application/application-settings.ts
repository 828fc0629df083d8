import type { Requirement } from '../session/requirement.js';

/** Kinds of factor that somebody can be asked for at every sign-in. */
export type ApplicationFactorKind = 'sms' | 'email' | 'totp' | 'webauthn';

/** A text that people must agree to; a new version asks everybody again. */
export interface Terms {
  version: string;
  title: string;
  text: string;
}

/** How the sign-in page looks for an application. */
export interface Branding {
  /** https address or `data:` URL. */
  logo: string | null;
  /** #rrggbb */
  colors: { primary?: string | undefined; background?: string | undefined };
  panel: { text: string; links: { label: string; href: string }[] };
}

/** Who has to have a second factor here, and which level it must reach. */
export interface EnrollmentRules {
  /** `required`: of everybody, whenever their account was made. */
  mfa: 'offered' | 'required';
  /** RFC 3339; accounts created from then on must enroll. Null: no rule of its own. */
  requiredFrom: string | null;
  /** RFC 3339; from then on nobody may postpone. Null: no rule of its own. */
  deadline: string | null;
  maxPostponements: number | null;
  /** Of every sign-in here. */
  leastAal: 'aal1' | 'aal2';
}

/** What holds where nothing is said. */
export const noEnrollmentRules: EnrollmentRules = {
  mfa: 'offered',
  requiredFrom: null,
  deadline: null,
  maxPostponements: null,
  leastAal: 'aal1',
};

/**
 * What these rules ask of sessions from `at` on. Nobody was asked for anything before it was said; what goes on has held since it
 * began.
 */
export function requirementOf(rules: EnrollmentRules, before: Requirement, at: Date): Requirement {
  const required = rules.mfa === 'required' || rules.leastAal !== 'aal1';
  const from = required ? at : momentOf(rules.deadline);
  const createdFrom = momentOf(rules.requiredFrom);
  const sameOrFewer = createdFrom && before.cutOff && before.cutOff.createdFrom <= createdFrom;
  return {
    mfaRequiredSince: from === null || from > at ? from : (alreadyIn(before.mfaRequiredSince, at) ?? at),
    cutOff: createdFrom && { createdFrom, since: (sameOrFewer && before.cutOff?.since) || at },
    leastAal: rules.leastAal,
  };
}

const momentOf = (text: string | null): Date | null => (text === null ? null : new Date(text));
const alreadyIn = (since: Date | null, at: Date): Date | null => (since && since <= at ? since : null);

/** All that an operator says of an application, in the shape in which it is written and stored. */
export interface ApplicationSettings {
  name: string;
  tagline: string;
  supportContact: string;
  allowedFactors: ApplicationFactorKind[];
  enrollment: EnrollmentRules;
  /** 0: never. */
  rememberDeviceDays: number;
  passkeySignIn: boolean;
  terms: Terms | null;
  branding: Branding;
  /** The first is where people go when nothing else was asked for. */
  redirectTargets: string[];
}
