import { useEffect, useRef, type RefObject } from 'react';

/** Whoever comes back to a long page from a step-up sees the part where the action that they left goes on. */
export function useBackInView(resumed: boolean): RefObject<HTMLDivElement | null> {
  const part = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (resumed) part.current?.scrollIntoView({ block: 'center' });
  }, [resumed]);
  return part;
}
