import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../app/root-routes';
import { loadStrings } from '../i18n/i18n';

/** Everything about one's own account; loaded apart from the pages that lead to it. */
export const accountRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/account',
    loader: loadStrings('account'),
    component: lazyRouteComponent(() => import('./account-page'), 'AccountPage'),
  }),
] as const;
