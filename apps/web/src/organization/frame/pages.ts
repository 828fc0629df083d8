import type { ActingRole } from '@postern/contracts';
import { useLocation } from '@tanstack/react-router';
import type { AccountIconName } from '../../account/frame/account-icon';

/** Every page of an organization, in the order in which they are offered. */
export const pages = [
  ['/organizations/$id', 'general', 'sliders'],
  ['/organizations/$id/members', 'members', 'people'],
  ['/organizations/$id/invitations', 'invitations', 'envelope'],
  ['/organizations/$id/import', 'import', 'upload'],
  ['/organizations/$id/policy', 'policy', 'shield'],
  ['/organizations/$id/adoption', 'adoption', 'chart'],
  ['/organizations/$id/activity', 'activity', 'clock'],
] as const satisfies [string, string, AccountIconName][];

export type PageName = (typeof pages)[number][1];

/** The help desk sees members, and nothing of what the organization is like. */
const ofHelpDesk: readonly PageName[] = ['members'];

export const mayOpen = (role: ActingRole, page: PageName): boolean =>
  role === 'administrator' || role === 'operator' || (role === 'support' && ofHelpDesk.includes(page));

/** Which of them the address names; a member's page is one of those of members. */
export function usePageName(): PageName {
  const name = useLocation().pathname.split('/')[3] ?? '';
  return pages.map(([, page]) => page).find((page) => page === name) ?? 'general';
}
