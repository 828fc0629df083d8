import { createContext, use } from 'react';

/** Whether what a button does is under way; or held, because the server takes it again only after a while. */
export type Pending = boolean | 'held';

/**
 * Buttons beside a refusal are held until its time has come, and those of a form only as long as nothing in it has changed:
 * other words may well be taken.
 */
export const HeldContext = createContext<'held' | 'lifted' | undefined>(undefined);

export function useHeld(pending: Pending): boolean {
  const around = use(HeldContext);
  return around === 'held' || (pending === 'held' && around !== 'lifted');
}
