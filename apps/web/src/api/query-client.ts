import { QueryClient } from '@tanstack/react-query';
import { isProblem, NetworkProblem } from './problem';

const mayPass = (error: unknown): boolean =>
  error instanceof NetworkProblem || isProblem(error, 'service.unavailable', 'service.overloaded');

/** Reading is tried again; what changes something is done once, and again only when the person says so. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < 2 && mayPass(error),
      retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 4000),
      staleTime: 10_000,
      // A call that cannot leave fails at once and says so, instead of waiting for the network unseen.
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
