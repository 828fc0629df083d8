import { hashKey, MutationCache, QueryCache, QueryClient, type QueryKey } from '@tanstack/react-query';
import { isProblem, NetworkProblem, waitOf } from './problem';

/** Longer than that nobody is left looking at a page that says nothing. */
const patientMilliseconds = 10_000;

const mayPass = (error: unknown): boolean =>
  error instanceof NetworkProblem ||
  isProblem(error, 'service.unavailable', 'service.overloaded', 'request.rate_limited');

/** Reads again what is shown, as soon as the server takes it. */
const readInTime = (problem: unknown, queryKey: QueryKey): void => {
  const wait = waitOf(problem);
  if (wait > 0) setTimeout(() => void queryClient.invalidateQueries({ queryKey, exact: true }), wait);
};

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
    onError: (problem, { queryKey, queryHash }) => {
      if (queryHash !== hashKey(ownAccount)) noticeEndOfSession(problem);
      readInTime(problem, queryKey);
    },
  }),
  mutationCache: new MutationCache({ onError: noticeEndOfSession }),
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < 2 && mayPass(error) && waitOf(error) <= patientMilliseconds,
      retryDelay: (attempt, error) => Math.max(Math.min(500 * 2 ** attempt, 4000), waitOf(error)),
      staleTime: 10_000,
      // A call that cannot leave fails at once and says so, instead of waiting for the network unseen.
      networkMode: 'always',
    },
    // What is done is forgotten: passwords and codes are among what was sent.
    mutations: { retry: false, networkMode: 'always', gcTime: 1000 },
  },
});
