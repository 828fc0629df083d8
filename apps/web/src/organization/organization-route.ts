import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../app/root-routes';
import { loadStrings } from '../i18n/i18n';

/** Pages for those who administer organizations; loaded apart from all others. */
export const organizationsArea = createRoute({
  getParentRoute: () => rootRoute,
  id: 'organizations-area',
  loader: loadStrings('account', 'organization'),
  component: lazyRouteComponent(() => import('./frame/organizations-layout'), 'OrganizationsLayout'),
});

/** What all pages of one organization have around them. */
export const organizationRoute = createRoute({
  getParentRoute: () => organizationsArea,
  path: '/organizations/$id',
  loader: loadStrings('members'),
  component: lazyRouteComponent(() => import('./frame/organization-layout'), 'OrganizationLayout'),
});
