import type { AccountView, OrganizationView } from '@postern/contracts';
import { useQuery } from '@tanstack/react-query';
import { useAccount } from '../account/account-data';
import { organizationsQuery } from './organization-data';

/** Those who run or help the whole installation have to do with every organization. */
export const isStaff = ({ role }: AccountView): boolean => role !== null;

/** Of one's organizations those that one administers, and not only belongs to. */
export const administered = (organizations: readonly OrganizationView[]): OrganizationView[] =>
  organizations.filter(({ role }) => role !== 'member');

/** Whether there is anything of organizations for whoever is signed in. */
export function useAdministers(): boolean {
  const account = useAccount();
  const { data } = useQuery({ ...organizationsQuery, enabled: !isStaff(account) });
  return isStaff(account) || administered(data?.organizations ?? []).length > 0;
}
