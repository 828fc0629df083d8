let taken: string | undefined;

/**
 * The token stands in the fragment, which no server and no mail scanner sees. It is taken out of the address bar, the history
 * and whatever is copied from there.
 */
export function takeLinkToken(): string | undefined {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token !== null) {
    taken = token;
    history.replaceState(history.state, '', location.pathname);
  }
  return taken;
}
