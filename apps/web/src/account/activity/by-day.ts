import type { ActivityPage } from '@postern/contracts';
import { dayOf } from '../dates';

export type ActivityEntry = ActivityPage['entries'][number];

export interface Day {
  /** The moment of its newest entry. */
  at: string;
  entries: ActivityEntry[];
}

/** The entries, newest first, set apart by the person's days. */
export function byDay(entries: readonly ActivityEntry[]): Day[] {
  const days = new Map<number, Day>();
  for (const entry of entries) {
    const midnight = dayOf(entry.at);
    const day = days.get(midnight);
    if (day) day.entries.push(entry);
    else days.set(midnight, { at: entry.at, entries: [entry] });
  }
  return [...days.values()];
}
