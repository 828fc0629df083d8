import { useEffect, useState } from 'react';
import { serverNow } from '../api/server-clock';

const secondsUntil = (moment: string | null | undefined): number =>
  moment ? Math.max(0, Math.ceil((Date.parse(moment) - serverNow()) / 1000)) : 0;

/** Seconds that are left until a moment of the server's; 0 from then on. */
export function useCountdown(until: string | null | undefined): number {
  const [left, setLeft] = useState(() => secondsUntil(until));
  const [counted, setCounted] = useState(until);
  if (counted !== until) {
    setCounted(until);
    setLeft(secondsUntil(until));
  }
  const running = left > 0;
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(() => setLeft(secondsUntil(until)), 250);
    return () => clearInterval(timer);
  }, [running, until]);
  return left;
}
