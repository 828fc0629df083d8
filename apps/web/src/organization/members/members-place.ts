import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { trailOf, type Trail } from '../paging/use-trail';
import type { MembersSearch } from './members-search';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The cursors of the pages that led to the one that is shown. */
    trail?: readonly string[];
  }
}

interface Place {
  search: MembersSearch;
  /** Looks for something else, from the first page on. */
  look: (change: MembersSearch) => void;
  trail: Trail;
}

/** Where in the list somebody is. The pages before are kept in the history, where going back and a reload find them. */
export function useMembersPlace(): Place {
  const search = useSearch({ from: '/organizations-area/organizations/$id/members' });
  const trail = useLocation({ select: ({ state }) => state.trail }) ?? [];
  const navigate = useNavigate({ from: '/organizations/$id/members' });
  return {
    search,
    look: (change) =>
      void navigate({ search: (now) => ({ ...now, ...change }), state: {}, replace: true, resetScroll: false }),
    trail: trailOf(trail, (next) => void navigate({ search: (now) => now, state: { trail: next } })),
  };
}
