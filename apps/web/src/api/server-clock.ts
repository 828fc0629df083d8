let aheadMilliseconds = 0;

/** Learns from a reply how far the server's clock is ahead of the device's, which may be set to anything. */
export function learnServerTime(headers: Headers): void {
  const date = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(date)) return;
  const ahead = date - Date.now();
  // The header counts whole seconds, and the reply was under way for a while: less than that is no difference.
  aheadMilliseconds = Math.abs(ahead) < 2000 ? 0 : ahead;
}

/** Milliseconds since 1970 by the server's clock, by which its deadlines count. */
export const serverNow = (): number => Date.now() + aheadMilliseconds;
