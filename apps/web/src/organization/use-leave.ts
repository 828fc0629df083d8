import { queryClient } from '../api/query-client';
import { request } from '../api/request';
import { useAction, type Action } from '../api/use-action';
import { organizationsQuery } from './organization-data';

/** Ends one's own membership. What else is known of organizations is asked for again after what follows. */
export const useLeave = (id: string, onLeft: () => unknown): Action<undefined> =>
  useAction((_: undefined) => request('DELETE', `/v1/organizations/${id}/members/me`), {
    onDone: async () => {
      await onLeft();
      await queryClient.invalidateQueries({ queryKey: organizationsQuery.queryKey.slice(0, 2) });
    },
  });
