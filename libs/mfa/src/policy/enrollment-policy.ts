import { DomainError } from '@postern/kernel';
import { enrollableKinds, type EnrollableKind } from '../factor/factor-kind.js';
import type { Subject } from './subject.js';

export interface EnrollmentPolicy {
  /** Accounts created at or after this moment must enroll. */
  requiredFrom: Date;
  /** How often "not now" may be chosen in all; null: without limit. */
  maxPostponements: number | null;
  allowedKinds: readonly EnrollableKind[];
  /** For how many days a remembered device skips the second factor; 0: never. */
  rememberDeviceDays: number;
}

/** Where policies come from: the installation, the application and the organizations of the subject. */
export abstract class EnrollmentPolicies {
  /** The strictest of all that apply. Throws when a policy store cannot be reached. */
  abstract for(subject: Subject): Promise<EnrollmentPolicy>;
}

export const mustEnroll = (policy: EnrollmentPolicy, subject: Subject): boolean =>
  subject.accountCreatedAt >= policy.requiredFrom;

/** Null: without limit. */
export const postponementsLeft = ({ maxPostponements }: EnrollmentPolicy, used: number): number | null =>
  maxPostponements === null ? null : Math.max(0, maxPostponements - used);

/**
 * The installation's rule, and the application's where it is stricter. An application that allows no kind that the installation
 * has would keep everybody out: there, the installation's kinds are offered.
 */
export function policyFor(installation: EnrollmentPolicy, { application }: Subject): EnrollmentPolicy {
  if (!application) return installation;
  const { allowedFactors, requiredFrom, maxPostponements, rememberDeviceDays } = application;
  const common = installation.allowedKinds.some((kind) => allowedFactors.includes(kind));
  const own: EnrollmentPolicy = {
    requiredFrom: requiredFrom ?? installation.requiredFrom,
    maxPostponements,
    allowedKinds: common ? allowedFactors : installation.allowedKinds,
    rememberDeviceDays,
  };
  return strictest([installation, own]);
}

/** Throws `policy.no_kinds` when the policies leave no kind at all: nobody could enroll. */
export function strictest(policies: readonly [EnrollmentPolicy, ...EnrollmentPolicy[]]): EnrollmentPolicy {
  const limits = policies.flatMap(({ maxPostponements }) => maxPostponements ?? []);
  const allowedKinds = enrollableKinds.filter((kind) => policies.every((policy) => policy.allowedKinds.includes(kind)));
  if (allowedKinds.length === 0) throw new DomainError('policy.no_kinds');
  return {
    requiredFrom: new Date(Math.min(...policies.map((policy) => policy.requiredFrom.getTime()))),
    maxPostponements: limits.length > 0 ? Math.min(...limits) : null,
    allowedKinds,
    rememberDeviceDays: Math.min(...policies.map(({ rememberDeviceDays }) => rememberDeviceDays)),
  };
}
