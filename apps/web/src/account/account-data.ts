import type { AccountView } from '@postern/contracts';
import { useQuery, useSuspenseQuery, type UseQueryResult } from '@tanstack/react-query';
import { queryClient } from '../api/query-client';
import { request } from '../api/request';

/** All that is kept here of an account begins with this word: a new session drops it together. */
const keyOf = (path: string) => ['account', path];

const queryOf = <Data>(path: string) => ({
  queryKey: keyOf(path),
  queryFn: ({ signal }: { signal: AbortSignal }) => request<Data>('GET', `/v1/account${path}`, undefined, { signal }),
  // A link that was opened in another tab changes the account, and a session may have been ended elsewhere.
  refetchOnWindowFocus: 'always' as const,
});

/** Reads something below `/v1/account`, such as `/sessions`. */
export const useAccountData = <Data>(path: string): UseQueryResult<Data> => useQuery(queryOf<Data>(path));

/** The account itself: the frame shows its pages once it is there. */
export const useAccount = (): AccountView => useSuspenseQuery(queryOf<AccountView>('')).data;

/** What a change answered with is the account now. */
export const takeAccount = (account: AccountView): void => {
  // What is on its way here may have been read before the change.
  void queryClient.cancelQueries({ queryKey: keyOf(''), exact: true });
  queryClient.setQueryData(keyOf(''), account);
};

/** Reads a list again that something was changed in. */
export const rereadAccountData = (...paths: string[]): Promise<unknown> =>
  Promise.all(paths.map((path) => queryClient.invalidateQueries({ queryKey: keyOf(path) })));
