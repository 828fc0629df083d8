import { createRootRoute, createRoute, retainSearchParams } from '@tanstack/react-router';
import { ErrorPage } from './error-page';
import { NotFoundPage } from './not-found-page';
import { RootLayout } from './root-layout';
import { flowSearch } from './search';

export const rootRoute = createRootRoute({
  component: RootLayout,
  notFoundComponent: NotFoundPage,
  errorComponent: ErrorPage,
});

/** Pages that lead to a session: they pass on for which application, and where to go afterwards. */
export const entryRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'entry',
  validateSearch: flowSearch,
  search: { middlewares: [retainSearchParams(['application', 'redirectTo', 'returnTo'])] },
});
