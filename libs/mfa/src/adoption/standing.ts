import type { EnrollableKind } from '../factor/factor-kind.js';
import type { Member } from '../member/member-copies.js';
import { asOf, mustEnroll, type EnrollmentPolicy } from '../policy/enrollment-policy.js';

/** Why a member has no method: the first that is true. */
export const notEnrolledReasons = [
  'account-disabled',
  /** "Not now" is not offered to them any more: they set one up at their next sign-in. */
  'blocked',
  'postponed',
  'no-verified-address',
  'not-asked',
] as const;
export type NotEnrolledReason = (typeof notEnrolledReasons)[number];
export type Standing = 'enrolled' | NotEnrolledReason;

/** What is known of a member beside the copy. */
export interface MethodFacts {
  /** Of the active methods. */
  kinds: readonly EnrollableKind[];
  postponements: number;
  /** For passcodes and recovery, proven by link. */
  hasVerifiedAddress: boolean;
}

/** A member, and how far they are. */
export interface MemberStanding {
  member: Member;
  standing: Standing;
  kinds: readonly EnrollableKind[];
  postponements: number;
  /** identity or this service has seen a link to one of their addresses come back. */
  addressVerified: boolean;
}

/** Enrolled is whoever has an active method that the policy allows. */
export function standingOf(
  member: Member,
  facts: MethodFacts,
  policy: EnrollmentPolicy,
  at: Date,
): Pick<MemberStanding, 'standing' | 'addressVerified'> {
  const addressVerified = member.emailVerified || facts.hasVerifiedAddress;
  return { standing: standing(member, facts, asOf(policy, at), addressVerified), addressVerified };
}

function standing(
  member: Member,
  { kinds, postponements }: MethodFacts,
  policy: EnrollmentPolicy,
  addressVerified: boolean,
): Standing {
  if (kinds.some((kind) => policy.allowedKinds.includes(kind))) return 'enrolled';
  if (member.state !== 'active') return 'account-disabled';
  const usedUp = policy.maxPostponements !== null && postponements >= policy.maxPostponements;
  if (mustEnroll(policy, member) || usedUp) return 'blocked';
  if (postponements > 0) return 'postponed';
  return addressVerified ? 'not-asked' : 'no-verified-address';
}
