import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadStrings } from '../i18n/i18n';
import { membersSearch } from './members/members-search';
import { organizationRoute, organizationsArea } from './organization-route';

const loader = loadStrings('members');

const list = createRoute({
  getParentRoute: () => organizationsArea,
  path: '/organizations',
  component: lazyRouteComponent(() => import('./list/organizations-page'), 'OrganizationsPage'),
});

const general = createRoute({
  getParentRoute: () => organizationRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./general/general-page'), 'GeneralPage'),
});

const members = createRoute({
  getParentRoute: () => organizationRoute,
  path: '/members',
  validateSearch: membersSearch,
  loader,
  component: lazyRouteComponent(() => import('./members/members-page'), 'MembersPage'),
});

const member = createRoute({
  getParentRoute: () => organizationRoute,
  path: '/members/$accountId',
  loader,
  component: lazyRouteComponent(() => import('./members/member-page'), 'MemberPage'),
});

const invitations = createRoute({
  getParentRoute: () => organizationRoute,
  path: '/invitations',
  loader,
  component: lazyRouteComponent(() => import('./invitations/invitations-page'), 'InvitationsPage'),
});

const importMembers = createRoute({
  getParentRoute: () => organizationRoute,
  path: '/import',
  loader,
  component: lazyRouteComponent(() => import('./import/import-page'), 'ImportPage'),
});

const policy = createRoute({
  getParentRoute: () => organizationRoute,
  path: '/policy',
  component: lazyRouteComponent(() => import('./policy/policy-page'), 'PolicyPage'),
});

const adoption = createRoute({
  getParentRoute: () => organizationRoute,
  path: '/adoption',
  component: lazyRouteComponent(() => import('./adoption/adoption-page'), 'AdoptionPage'),
});

const activity = createRoute({
  getParentRoute: () => organizationRoute,
  path: '/activity',
  loader,
  component: lazyRouteComponent(() => import('./activity/activity-page'), 'OrganizationActivityPage'),
});

/** The administration of organizations. */
export const organizationRoutes = [
  organizationsArea.addChildren([
    list,
    organizationRoute.addChildren([general, members, member, invitations, importMembers, policy, adoption, activity]),
  ]),
] as const;
