/** How many milliseconds the server's clock is ahead of the device's, which may be set to anything. */
interface Ahead {
  least: number;
  most: number;
}

let ahead: Ahead = { least: -Infinity, most: Infinity };

/** Learns from a reply what time it is for the server. The more replies, the closer. */
export function learnServerTime(headers: Headers, askedAt: number): void {
  const date = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(date)) return;
  // The header counts whole seconds, and was written between the question and now.
  const learned = { least: date - Date.now(), most: date + 1000 - askedAt };
  const both = { least: Math.max(ahead.least, learned.least), most: Math.min(ahead.most, learned.most) };
  // Where they contradict each other a clock was set: what was learned before is void.
  ahead = both.least <= both.most ? both : learned;
}

/**
 * Milliseconds since 1970 by the server's clock, by which its deadlines count. Clocks that may agree are taken to; else it is
 * rather late than early, so that what is over here is over there.
 */
export const serverNow = (): number => Date.now() + (ahead.least <= 0 && ahead.most >= 0 ? 0 : ahead.least);
