import type { ClosedAccount } from '@postern/contracts';
import { queryOptions, skipToken } from '@tanstack/react-query';

/** What is left to say once the account is closed and its session with it. Outlives the account's other data here. */
export const closedAccountQuery = queryOptions<ClosedAccount>({
  queryKey: ['closed-account'],
  queryFn: skipToken,
  staleTime: Infinity,
});
