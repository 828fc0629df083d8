import type { RolloutList, RolloutView } from '@postern/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { queryClient } from '../../api/query-client';
import { request } from '../../api/request';
import { organizationKey, rereadOrganization, useOrganizationId } from '../organization-data';

/** Where the line is cut by something in between, or never opens. */
const pollMilliseconds = 4000;
/** Another administrator may begin one at any time. */
const listMilliseconds = 15_000;

export const goesOn = ({ state }: RolloutView): boolean => state === 'processing' || state === 'paused';

const path = '/mfa-rollouts';

/** All rollouts of the organization, the newest first. */
export function useRollouts(): UseQueryResult<RolloutList> {
  const id = useOrganizationId();
  return useQuery({
    queryKey: organizationKey(id, path),
    queryFn: ({ signal }) => request<RolloutList>('GET', `/v1/organizations/${id}${path}`, undefined, { signal }),
    refetchInterval: listMilliseconds,
    refetchOnWindowFocus: 'always',
  });
}

/** What is known now of one of them; it becomes the newest where the list does not have it yet. */
export function takeRollout(id: string, rollout: RolloutView): void {
  queryClient.setQueryData<RolloutList>(organizationKey(id, path), (list) => {
    const rollouts = list?.rollouts ?? [];
    const known = rollouts.some((one) => one.id === rollout.id);
    return {
      rollouts: known ? rollouts.map((one) => (one.id === rollout.id ? rollout : one)) : [rollout, ...rollouts],
    };
  });
}

/** Follows one while it goes on: the server says how far it has come, and is asked from time to time in case the line is dead. */
export function useFollowedRollout(rollout: RolloutView): void {
  const id = useOrganizationId();
  const going = goesOn(rollout);
  const one = `/v1/organizations/${id}${path}/${rollout.id}`;
  useEffect(() => {
    if (!going) return undefined;
    const take = (view: RolloutView): void => takeRollout(id, view);
    const events = 'EventSource' in window ? new EventSource(`${one}/events`) : undefined;
    events?.addEventListener('rollout', ({ data }: MessageEvent<string>) => take(JSON.parse(data) as RolloutView));
    // A call that fails is made again by itself.
    const ask = () => request<RolloutView>('GET', one).then(take, () => undefined);
    const poll = setInterval(() => void ask(), pollMilliseconds);
    return () => {
      clearInterval(poll);
      events?.close();
      void rereadOrganization(id, '/mfa-policy', '/mfa-adoption', `${path}/`);
    };
  }, [going, id, one]);
}
