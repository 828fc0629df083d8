import type { AdoptionMembers, NotEnrolledReason } from '@postern/contracts';

export type Standing = AdoptionMembers['members'][number]['standing'];

/** In the order in which somebody would do something about them. */
export const reasons: readonly NotEnrolledReason[] = [
  'not-asked',
  'no-verified-address',
  'postponed',
  'blocked',
  'account-disabled',
];
export const standings: readonly Standing[] = ['enrolled', ...reasons];
