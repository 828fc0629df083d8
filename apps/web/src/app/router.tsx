import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { accountRoutes } from '../account/routes';
import { loadStrings } from '../i18n/i18n';
import { openLinkRoutes, recoveryRoutes } from '../links/routes';
import { organizationRoutes } from '../organization/routes';
import { SignInPage } from '../sign-in/sign-in-page';
import { entryRoute, rootRoute } from './root-routes';
import { flowSearch, parseSearch, stringifySearch } from './search';

const home = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  loader: loadStrings('home'),
  component: lazyRouteComponent(() => import('../home/home-page'), 'HomePage'),
});

const inbox = createRoute({
  getParentRoute: () => rootRoute,
  path: '/dev/inbox',
  loader: loadStrings('inbox'),
  component: lazyRouteComponent(() => import('../inbox/inbox-page'), 'InboxPage'),
});

const signIn = createRoute({
  getParentRoute: () => entryRoute,
  path: '/sign-in',
  component: SignInPage,
});

const createAccount = createRoute({
  getParentRoute: () => entryRoute,
  path: '/create-account',
  loader: loadStrings('registration'),
  component: lazyRouteComponent(() => import('../registration/create-account-page'), 'CreateAccountPage'),
});

const flow = createRoute({
  getParentRoute: () => entryRoute,
  path: '/flow',
  validateSearch: flowSearch,
  loader: loadStrings('flow'),
  component: lazyRouteComponent(() => import('../flow/flow-page'), 'FlowPage'),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    home,
    inbox,
    entryRoute.addChildren([signIn, createAccount, flow, ...recoveryRoutes]),
    ...openLinkRoutes,
    ...accountRoutes,
    ...organizationRoutes,
  ]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
