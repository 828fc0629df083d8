import { useState } from 'react';

/** Where somebody is in a list whose pages are found one from another. */
export interface Trail {
  /** Of the page that is shown; absent: of the first. */
  cursor: string | undefined;
  /** How many pages lie before it. */
  before: number;
  next: (cursor: string) => void;
  previous: () => void;
  first: () => void;
}

/** @param trail the cursors that led here, the first page's left out */
export const trailOf = (trail: readonly string[], go: (trail: readonly string[]) => void): Trail => ({
  cursor: trail.at(-1),
  before: trail.length,
  next: (cursor) => go([...trail, cursor]),
  previous: () => go(trail.slice(0, -1)),
  first: () => go([]),
});

/** For a list that begins anew whenever its page is opened. */
export function useTrail(): Trail {
  const [trail, setTrail] = useState<readonly string[]>([]);
  return trailOf(trail, setTrail);
}
