import type { MemberImportView } from '@postern/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { request } from '../../api/request';
import { organizationKey, rereadOrganization, takeOrganizationData, useOrganizationId } from '../organization-data';

/** Where the line is cut by something in between, or never opens. */
const pollMilliseconds = 4000;

export const isUnderWay = (view: MemberImportView | undefined): boolean => view?.state === 'processing';

/** How far an import has come: the server says so as it goes on, and is asked from time to time in case the line is dead. */
export function useImport(importId: string): UseQueryResult<MemberImportView> {
  const id = useOrganizationId();
  const path = `/member-imports/${importId}`;
  const query = useQuery({
    queryKey: organizationKey(id, path),
    queryFn: ({ signal }) => request<MemberImportView>('GET', `/v1/organizations/${id}${path}`, undefined, { signal }),
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? pollMilliseconds : false),
  });
  const state = query.data?.state;
  useEffect(() => {
    if (state !== 'processing') return undefined;
    const events = 'EventSource' in window ? new EventSource(`/v1/organizations/${id}${path}/events`) : undefined;
    events?.addEventListener('import', ({ data }: MessageEvent<string>) => {
      takeOrganizationData(id, path, JSON.parse(data) as MemberImportView);
    });
    return () => {
      events?.close();
      // It is over, or nobody looks any more: the lists tell.
      void rereadOrganization(id, '/member-imports', '/members?');
    };
  }, [id, path, state]);
  return query;
}
