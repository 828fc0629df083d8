import type { Aal } from './assurance-level.js';

/** What an organization asks of the sessions of its members, or an application of those that were opened for it. */
export interface Requirement {
  /** From when on a second factor is required of everybody, which may lie ahead; null: it is not. */
  mfaRequiredSince: Date | null;
  /** Of accounts made at or after `createdFrom` it is required, and has been since then; null: of none because of its age. */
  cutOff: { createdFrom: Date; since: Date } | null;
  leastAal: Aal;
}

export const noRequirement: Requirement = { mfaRequiredSince: null, cutOff: null, leastAal: 'aal1' };

/** The moments from which on an account of that age must have shown a second factor. */
export const momentsOf = ({ mfaRequiredSince, cutOff }: Requirement, accountCreatedAt: Date): Date[] => [
  ...(mfaRequiredSince ? [mfaRequiredSince] : []),
  ...(cutOff && accountCreatedAt >= cutOff.createdFrom ? [cutOff.since] : []),
];
