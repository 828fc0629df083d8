import { hashKey, MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isProblem, NetworkProblem } from './problem';

const mayPass = (error: unknown): boolean =>
  error instanceof NetworkProblem || isProblem(error, 'service.unavailable', 'service.overloaded');

/**
 * A session may end elsewhere, while pages of its account are shown. Whichever call hears of it first, the account is asked
 * for again, and what is around those pages says so.
 */
const noticeEndOfSession = (problem: unknown): void => {
  if (isProblem(problem, 'session.required')) void queryClient.invalidateQueries({ queryKey: ownAccount, exact: true });
};
const ownAccount = ['account', ''];

/** Reading is tried again; what changes something is done once, and again only when the person says so. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (problem, { queryHash }) => {
      if (queryHash !== hashKey(ownAccount)) noticeEndOfSession(problem);
    },
  }),
  mutationCache: new MutationCache({ onError: noticeEndOfSession }),
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < 2 && mayPass(error),
      retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 4000),
      staleTime: 10_000,
      // A call that cannot leave fails at once and says so, instead of waiting for the network unseen.
      networkMode: 'always',
    },
    // What is done is forgotten: passwords and codes are among what was sent.
    mutations: { retry: false, networkMode: 'always', gcTime: 1000 },
  },
});
