import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { request } from '../../api/request';
import { organizationKey, useOrganizationId } from '../organization-data';

/** Unset ones are left out. */
export type PageParameters = Readonly<Record<string, string | undefined>>;

/**
 * One page of a list below `/v1/organizations/{id}`. What was shown before stays until the next page is there; what is not
 * wanted any more, because somebody types on, is not waited for.
 */
export function usePaged<Page>(path: string, parameters: PageParameters): UseQueryResult<Page> {
  const id = useOrganizationId();
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const page = `${path}?${new URLSearchParams(given).toString()}`;
  return useQuery({
    queryKey: organizationKey(id, page),
    queryFn: ({ signal }) => request<Page>('GET', `/v1/organizations/${id}${page}`, undefined, { signal }),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: 'always',
  });
}
