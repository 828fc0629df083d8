import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../app/root-routes';
import { loadStrings } from '../i18n/i18n';

const accountRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'own-account',
  loader: loadStrings('account'),
  component: lazyRouteComponent(() => import('./frame/account-layout'), 'AccountLayout'),
});

const profile = createRoute({
  getParentRoute: () => accountRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('./profile/profile-page'), 'ProfilePage'),
});

const security = createRoute({
  getParentRoute: () => accountRoute,
  path: '/account/security',
  component: lazyRouteComponent(() => import('./security/security-page'), 'SecurityPage'),
});

const activity = createRoute({
  getParentRoute: () => accountRoute,
  path: '/account/activity',
  component: lazyRouteComponent(() => import('./activity/activity-page'), 'ActivityPage'),
});

const preferences = createRoute({
  getParentRoute: () => accountRoute,
  path: '/account/preferences',
  component: lazyRouteComponent(() => import('./preferences/preferences-page'), 'PreferencesPage'),
});

const organizations = createRoute({
  getParentRoute: () => accountRoute,
  path: '/account/organizations',
  loader: loadStrings('organization'),
  component: lazyRouteComponent(() => import('../organization/memberships/memberships-page'), 'MembershipsPage'),
});

const exportData = createRoute({
  getParentRoute: () => accountRoute,
  path: '/account/export',
  component: lazyRouteComponent(() => import('./records/export-page'), 'ExportPage'),
});

const close = createRoute({
  getParentRoute: () => accountRoute,
  path: '/account/close',
  component: lazyRouteComponent(() => import('./records/close-page'), 'ClosePage'),
});

/** Everything about one's own account; loaded apart from the pages that lead to it. */
export const accountRoutes = [
  accountRoute.addChildren([profile, security, activity, preferences, organizations, exportData, close]),
] as const;
