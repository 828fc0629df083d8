/** The page of the account that somebody came from. The search has been checked to name one; to types they are all alike. */
export const accountPage = (returnTo: string | undefined): '/account' => (returnTo ?? '/account') as '/account';
