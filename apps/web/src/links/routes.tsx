import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { entryRoute, rootRoute } from '../app/root-routes';
import { loadStrings } from '../i18n/i18n';
import { takeLinkToken } from './link-token';

const loader = loadStrings('links');

/** Ways back in. */
export const recoveryRoutes = [
  createRoute({
    getParentRoute: () => entryRoute,
    path: '/forgot-username',
    loader,
    component: lazyRouteComponent(() => import('../recovery/forgot-username-page'), 'ForgotUsernamePage'),
  }),
  createRoute({
    getParentRoute: () => entryRoute,
    path: '/forgot-password',
    loader,
    component: lazyRouteComponent(() => import('../recovery/forgot-password-page'), 'ForgotPasswordPage'),
  }),
] as const;

/** Pages behind the links in e-mails. Opening one changes nothing: its button posts the token. */
export const openLinkRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/verify-email',
    beforeLoad: takeLinkToken('/verify-email'),
    loader,
    component: lazyRouteComponent(() => import('./verify-email-page'), 'VerifyEmailPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/confirm-email',
    beforeLoad: takeLinkToken('/confirm-email'),
    loader,
    component: lazyRouteComponent(() => import('./confirm-email-page'), 'ConfirmEmailPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/reset-password',
    beforeLoad: takeLinkToken('/reset-password'),
    loader,
    component: lazyRouteComponent(() => import('./reset-password-page'), 'ResetPasswordPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/not-me',
    beforeLoad: takeLinkToken('/not-me'),
    loader,
    component: lazyRouteComponent(() => import('./not-me-page'), 'NotMePage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/invitation',
    beforeLoad: takeLinkToken('/invitation'),
    loader,
    component: lazyRouteComponent(() => import('./invitation-page'), 'InvitationPage'),
  }),
] as const;
