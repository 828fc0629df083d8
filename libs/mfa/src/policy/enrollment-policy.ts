import { aalOf, reaches, type Aal } from '../challenge/assurance.js';
import { enrollableKinds, type EnrollableKind } from '../factor/factor-kind.js';
import type { Subject, SubjectApplication } from '../flow/subject.js';
import { strictest, type PolicyValues } from './policy-values.js';

/** What holds for somebody: the strictest of all that apply, with nothing left open. */
export interface EnrollmentPolicy extends PolicyValues {
  mfa: 'offered' | 'required';
  requiredFrom: Date;
  allowedKinds: readonly EnrollableKind[];
  leastAal: Aal;
  rememberDeviceDays: number;
}

/** Where policies come from: the installation, the application and the organizations of the subject. */
export abstract class EnrollmentPolicies {
  /** The strictest of all that apply, as it is now. Throws when a policy store cannot be reached. */
  abstract for(subject: Pick<Subject, 'application' | 'organizations'>): Promise<EnrollmentPolicy>;
}

export const mustEnroll = (policy: EnrollmentPolicy, subject: Pick<Subject, 'accountCreatedAt'>): boolean =>
  policy.mfa === 'required' || subject.accountCreatedAt >= policy.requiredFrom;

/** From the deadline on everybody must. */
export const asOf = (policy: EnrollmentPolicy, at: Date): EnrollmentPolicy =>
  policy.deadline && at >= policy.deadline ? { ...policy, requiredFrom: new Date(0) } : policy;

/** Null: without limit. */
export const postponementsLeft = ({ maxPostponements }: EnrollmentPolicy, used: number): number | null =>
  maxPostponements === null ? null : Math.max(0, maxPostponements - used);

/** What an application asks of whoever signs in to it. The least that can be said asks for nothing. */
export const ofApplication = (application: SubjectApplication): PolicyValues => ({
  mfa: application.mfa === 'required' ? 'required' : null,
  requiredFrom: application.requiredFrom,
  deadline: application.deadline,
  maxPostponements: application.maxPostponements,
  allowedKinds: application.allowedFactors,
  leastAal: application.leastAal === 'aal2' ? 'aal2' : null,
  rememberDeviceDays: application.rememberDeviceDays,
});

/**
 * The strictest of all, in whatever order the organizations come. Kinds that have nothing in common would keep people out: then
 * the application's are passed over, then what only one of several organizations allows is taken, and at last what the
 * installation has. What the level asks for holds in any case.
 */
export function policyFor(
  installation: EnrollmentPolicy,
  application: SubjectApplication | null,
  organizations: readonly PolicyValues[] = [],
): EnrollmentPolicy {
  const own = application ? [ofApplication(application)] : [];
  const values = strictest([installation, ...organizations, ...own]);
  const leastAal = values.leastAal ?? installation.leastAal;
  const either = enrollableKinds.filter((kind) => organizations.some((one) => one.allowedKinds?.includes(kind)));
  const candidates = [
    values.allowedKinds,
    strictest([installation, ...organizations]).allowedKinds,
    installation.allowedKinds.filter((kind) => either.includes(kind)),
    installation.allowedKinds,
    enrollableKinds,
  ].map((kinds) => (kinds ?? []).filter((kind) => reaches(aalOf(kind), leastAal)));
  return {
    ...values,
    mfa: values.mfa ?? installation.mfa,
    requiredFrom: values.requiredFrom ?? installation.requiredFrom,
    allowedKinds: candidates.find((kinds) => kinds.length > 0) ?? enrollableKinds,
    leastAal,
    rememberDeviceDays: values.rememberDeviceDays ?? installation.rememberDeviceDays,
  };
}

/** False for a policy that would leave an organization's members no kind at all. */
export const leavesAKind = (installation: EnrollmentPolicy, values: PolicyValues): boolean =>
  strictest([installation, values]).allowedKinds?.length !== 0;
