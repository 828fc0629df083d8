/** What an application sends people here with, kept until they are signed in. */
export interface SignInSearch {
  /** Slug of the application. */
  application?: string | undefined;
  /** Where it wants them back; the server checks it. */
  redirectTo?: string | undefined;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

export const signInSearch = (search: Record<string, unknown>): SignInSearch => ({
  application: textOf(search['application']),
  redirectTo: textOf(search['redirectTo']),
});

export interface FlowSearch extends SignInSearch {
  /** The page of ours that somebody came from who had to show, perhaps once more, who they are. */
  returnTo?: string | undefined;
}

/** Pages of the account, of organizations and of an invitation only: whatever else an address says is dropped. */
export const flowSearch = (search: Record<string, unknown>): FlowSearch => {
  const returnTo = textOf(search['returnTo']);
  return {
    ...signInSearch(search),
    returnTo:
      returnTo && /^\/(?:invitation|(?:account|organizations)(?:\/[\w-]+)*)$/.test(returnTo) ? returnTo : undefined,
  };
};

/** Plain text in addresses, as other sites write them. */
export const parseSearch = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text));

export function stringifySearch(search: Record<string, unknown>): string {
  const known = Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const text = new URLSearchParams(known).toString();
  return text === '' ? '' : `?${text}`;
}
