import type { ActivityPage } from '@postern/contracts';
import { dayOf } from '../dates';

export type ActivityEntry = ActivityPage['entries'][number];

export interface Day<Entry> {
  /** The moment of its newest entry. */
  at: string;
  entries: Entry[];
}

/** The entries, newest first, set apart by the person's days. */
export function byDay<Entry extends { at: string }>(entries: readonly Entry[]): Day<Entry>[] {
  const days = new Map<number, Day<Entry>>();
  for (const entry of entries) {
    const midnight = dayOf(entry.at);
    const day = days.get(midnight);
    if (day) day.entries.push(entry);
    else days.set(midnight, { at: entry.at, entries: [entry] });
  }
  return [...days.values()];
}
