import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../app/root-routes';
import { loadStrings } from '../i18n/i18n';

const account = createRoute({
  getParentRoute: () => rootRoute,
  path: '/account',
  loader: loadStrings('account'),
  component: lazyRouteComponent(() => import('./frame/account-layout'), 'AccountLayout'),
});

const getParentRoute = (): typeof account => account;

/** Everything about one's own account; loaded apart from the pages that lead to it. */
export const accountRoutes = [
  account.addChildren([
    createRoute({
      getParentRoute,
      path: '/',
      component: lazyRouteComponent(() => import('./profile/profile-page'), 'ProfilePage'),
    }),
    createRoute({
      getParentRoute,
      path: '/security',
      component: lazyRouteComponent(() => import('./security/security-page'), 'SecurityPage'),
    }),
    createRoute({
      getParentRoute,
      path: '/activity',
      component: lazyRouteComponent(() => import('./activity/activity-page'), 'ActivityPage'),
    }),
    createRoute({
      getParentRoute,
      path: '/preferences',
      component: lazyRouteComponent(() => import('./preferences/preferences-page'), 'PreferencesPage'),
    }),
    createRoute({
      getParentRoute,
      path: '/export',
      component: lazyRouteComponent(() => import('./records/export-page'), 'ExportPage'),
    }),
    createRoute({
      getParentRoute,
      path: '/close',
      component: lazyRouteComponent(() => import('./records/close-page'), 'ClosePage'),
    }),
  ]),
] as const;
