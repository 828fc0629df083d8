import type { OrganizationList, OrganizationView } from '@postern/contracts';
import { useQuery, useSuspenseQuery, type UseQueryResult } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { queryClient } from '../api/query-client';
import { request } from '../api/request';

/** Below `account`: a new session may administer something else, and drops it all. */
const keyOf = (...parts: string[]) => ['account', 'organizations', ...parts];

const queryOf = <Data>(id: string, path: string) => ({
  queryKey: keyOf(id, path),
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    request<Data>('GET', `/v1/organizations/${id}${path}`, undefined, { signal }),
  // Somebody else administers it at the same time.
  refetchOnWindowFocus: 'always' as const,
});

/** The organizations of whoever is signed in, with what they may do there. */
export const organizationsQuery = {
  queryKey: keyOf('mine'),
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    request<OrganizationList>('GET', '/v1/organizations', undefined, { signal }),
};

/** Of the organization whose pages are shown. */
export const useOrganizationId = (): string => useParams({ from: '/organizations-area/organizations/$id' }).id;

/** The key of something of an organization, such as `/members`: for pages that read in their own way. */
export const organizationKey = (id: string, ...parts: string[]): string[] => keyOf(id, ...parts);

/** Reads the organization: the frame shows its pages once it is there. */
export const useOrganizationQuery = (): UseQueryResult<OrganizationView> =>
  useQuery(queryOf<OrganizationView>(useOrganizationId(), ''));

/** The organization, within its frame. */
export const useOrganization = (): OrganizationView =>
  useSuspenseQuery(queryOf<OrganizationView>(useOrganizationId(), '')).data;

/** Reads something below `/v1/organizations/{id}`, such as `/mfa-policy`. */
export const useOrganizationData = <Data>(path: string): UseQueryResult<Data> =>
  useQuery(queryOf<Data>(useOrganizationId(), path));

/** What a change answered with is how it is now. */
export const takeOrganizationData = <Data>(id: string, path: string, data: Data): void => {
  queryClient.setQueryData(keyOf(id, path), data);
};

/** Reads again what begins with one of these paths, on this page and, when they are opened, on others. */
export const rereadOrganization = (id: string, ...paths: string[]): Promise<unknown> =>
  Promise.all(
    paths.map((path) =>
      queryClient.invalidateQueries({
        predicate: ({ queryKey: [area, part, of, at] }) =>
          area === 'account' && part === 'organizations' && of === id && typeof at === 'string' && at.startsWith(path),
      }),
    ),
  );
