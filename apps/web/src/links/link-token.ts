import { redirect } from '@tanstack/react-router';

export type LinkPath = '/verify-email' | '/confirm-email' | '/reset-password' | '/not-me' | '/invitation';

/** Of the links that were opened here; nothing of them is written anywhere. */
const taken = new Map<LinkPath, string>();

/**
 * The token stands in the fragment, which no server and no mail scanner sees. Before the page is even loaded it is taken out
 * of the address bar, the history and whatever is copied from there.
 */
export const takeLinkToken =
  (path: LinkPath) =>
  ({ location }: { location: { hash: string } }): { token: string | undefined } => {
    const token = new URLSearchParams(location.hash).get('token');
    if (token === null || token === '') return { token: taken.get(path) };
    taken.set(path, token);
    throw redirect({ to: path, replace: true });
  };
