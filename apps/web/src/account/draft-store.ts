import { useSyncExternalStore } from 'react';

/** By the names of fields; of a checkbox whether it is checked. */
export type Typed = Record<string, string | boolean>;

/** What somebody had typed when their session ended, by form: in the memory of this tab and nowhere else. */
let drafts: { accountId: string; forms: Map<string, Typed> } | undefined;

const watchers = new Set<() => void>();
const changed = (): void => watchers.forEach((watcher) => watcher());

/** Whoever is here now: nobody finds what somebody else has typed. */
export function forgetDraftsUnlessOf(accountId: string | null): void {
  if (drafts === undefined || drafts.accountId === accountId) return;
  drafts = undefined;
  changed();
}

/** Whether something waits for its person to come back. */
export const useHasDrafts = (): boolean =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => drafts !== undefined,
  );

export function leaveDraft(accountId: string, form: string, typed: Typed): void {
  forgetDraftsUnlessOf(accountId);
  drafts ??= { accountId, forms: new Map() };
  drafts.forms.set(form, typed);
  changed();
}

/** Once: from then on it stands in the form again. */
export function takeDraft(accountId: string, form: string): Typed | undefined {
  forgetDraftsUnlessOf(accountId);
  const typed = drafts?.forms.get(form);
  drafts?.forms.delete(form);
  if (drafts?.forms.size === 0) forgetDraftsUnlessOf(null);
  return typed;
}
