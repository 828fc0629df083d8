import type { AccountRole } from '../account/account.js';

/** What somebody is in one organization. */
export type OrganizationRole = 'administrator' | 'member';

/** As what somebody acts on an organization. */
export type ActingRole = OrganizationRole | AccountRole;

/**
 * Of what somebody is in the installation and in the organization the one that may do more; null: to him there is no such
 * organization.
 */
export function actingRole(account: AccountRole | null, member: OrganizationRole | null): ActingRole | null {
  if (account === 'operator') return account;
  if (member === 'administrator') return member;
  return account ?? member;
}

/** Those who run the installation are no help desk's business but their own. */
export const isProtectedFrom = (acting: ActingRole, target: { role: AccountRole | null }): boolean =>
  acting !== 'operator' && target.role !== null;
