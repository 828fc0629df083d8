import type { AccountIconName } from '../../account/frame/account-icon';

/** How each thing that is recorded of an organization is shown. */
export const organizationKinds = {
  'organization.created': 'building',
  'organization.renamed': 'building',
  'member.joined': 'person',
  'member.changed': 'person',
  'member.removed': 'cross',
  'member.left': 'door',
  'member.recovery-started': 'lifebuoy',
  'invitation.sent': 'envelope',
  'invitation.revoked': 'cross',
  'invitation.accepted': 'envelope',
  'import.begun': 'upload',
  'import.complete': 'upload',
  'mfa-policy.changed': 'policy',
  'rollout.begun': 'shield',
  'rollout.paused': 'shield',
  'rollout.resumed': 'shield',
  'rollout.cancelled': 'cross',
  'rollout.retried': 'shield',
  'rollout.complete': 'shield',
  'rollout.complete-with-errors': 'shield',
  'rollout.reminded': 'envelope',
  'session.ended': 'signOut',
  'factor-reset.authorized': 'lifebuoy',
} as const satisfies Record<string, AccountIconName>;

type OrganizationKind = keyof typeof organizationKinds;

const isKnown = (kind: string): kind is OrganizationKind => Object.hasOwn(organizationKinds, kind);

/** A server that is newer than this page may record more; that it happened is shown all the same. */
export const kindLook = (kind: string): { kind: OrganizationKind | 'other'; icon: AccountIconName } =>
  isKnown(kind) ? { kind, icon: organizationKinds[kind] } : { kind: 'other', icon: 'clock' };
