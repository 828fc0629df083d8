import type { AccountView, OrganizationView } from '@postern/contracts';
import { useQuery } from '@tanstack/react-query';
import { useAccount } from '../account/account-data';
import { organizationsQuery } from './organization-data';

/** Those who run or help the whole installation have to do with every organization. */
export const isStaff = ({ role }: AccountView): boolean => role !== null;

/** Of one's organizations those that one administers, and not only belongs to. */
export const administered = (organizations: readonly OrganizationView[]): OrganizationView[] =>
  organizations.filter(({ role }) => role !== 'member');

/** What whoever is signed in has to do with organizations, as far as it is known yet. */
export function useStanding(): { belongs: boolean; administers: boolean } {
  const account = useAccount();
  const mine = useQuery(organizationsQuery).data?.organizations ?? [];
  return { belongs: mine.length > 0, administers: isStaff(account) || administered(mine).length > 0 };
}
