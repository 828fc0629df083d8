import type { ApplicationSettings } from '@postern/contracts';
import { jsonOf, textOf } from '../frame/checked.js';
import { BadInput } from '../frame/failure.js';

/** Settings that are not checked yet. */
export type Draft = { [Name in keyof ApplicationSettings]?: unknown };

export interface AppFlags {
  name?: string;
  tagline?: string;
  supportContact?: string;
  factors?: string[];
  rememberDeviceDays?: number;
  mfa?: string;
  /** `none`: no rule of its own. */
  requiredFrom?: string;
  deadline?: string;
  maxPostponements?: number | 'none';
  leastAal?: string;
  passkeySignIn?: boolean;
  termsVersion?: string;
  termsTitle?: string;
  termsFile?: string;
  /** False where `--no-terms` was given; Commander says true otherwise. */
  terms?: boolean;
  redirectTarget?: string[];
  fromFile?: string;
  json?: boolean;
}

/** What a field of the settings is called on the command line. */
export const flagNames: Readonly<Record<string, string>> = {
  slug: '<slug>',
  name: '--name',
  tagline: '--tagline',
  supportContact: '--support-contact',
  allowedFactors: '--factors',
  rememberDeviceDays: '--remember-device-days',
  'enrollment.mfa': '--mfa',
  'enrollment.requiredFrom': '--required-from',
  'enrollment.deadline': '--deadline',
  'enrollment.maxPostponements': '--max-postponements',
  'enrollment.leastAal': '--least-aal',
  passkeySignIn: '--passkey-sign-in',
  'terms.version': '--terms-version',
  'terms.title': '--terms-title',
  'terms.text': '--terms-file',
  redirectTargets: '--redirect-target',
};

/** What was there, then what the file says, then what the flags say: the later one wins. */
export function draftOf(flags: AppFlags, current: Draft = {}): Draft {
  const base: Draft = { ...current, ...(flags.fromFile !== undefined && jsonOf(flags.fromFile)) };
  const terms = defined({
    version: flags.termsVersion,
    title: flags.termsTitle,
    text: flags.termsFile === undefined ? undefined : textOf(flags.termsFile),
  });
  const enrollment = defined({
    mfa: flags.mfa,
    requiredFrom: noneIsNull(flags.requiredFrom),
    deadline: noneIsNull(flags.deadline),
    maxPostponements: noneIsNull(flags.maxPostponements),
    leastAal: flags.leastAal,
  });
  if (flags.terms === false && Object.keys(terms).length > 0)
    throw new BadInput('--no-terms goes with no other --terms-….');
  return {
    ...base,
    ...defined({
      name: flags.name,
      tagline: flags.tagline,
      supportContact: flags.supportContact,
      allowedFactors: flags.factors,
      rememberDeviceDays: flags.rememberDeviceDays,
      passkeySignIn: flags.passkeySignIn,
      redirectTargets: flags.redirectTarget,
    }),
    ...(Object.keys(enrollment).length > 0 && { enrollment: { ...(base.enrollment as object), ...enrollment } }),
    ...(Object.keys(terms).length > 0 && { terms: { ...(base.terms as object), ...terms } }),
    ...(flags.terms === false && { terms: null }),
  };
}

const noneIsNull = (value: unknown): unknown => (value === 'none' ? null : value);

const defined = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** @throws BadInput naming the option. */
export function whole(option: string, text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new BadInput(`${option} must be a whole number.`);
  return Number(text);
}
