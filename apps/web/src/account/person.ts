import { queryClient } from '../api/query-client';
import { forgetDraftsUnlessOf } from './draft-store';
import { clearInterrupted } from './interrupted';

const account = ['account'];
const closedAccount = ['closed-account'];

/** Tells this browser's other tabs, which share the session, that somebody has signed in or out. */
const otherTabs = new BroadcastChannel('postern.session');

otherTabs.onmessage = ({ data: accountId }: MessageEvent<string | null>) => {
  clearInterrupted();
  forgetDraftsUnlessOf(accountId);
  queryClient.removeQueries({ queryKey: account, type: 'inactive' });
  void queryClient.resetQueries({ queryKey: closedAccount });
  // What is shown finds out whose it is now.
  void queryClient.invalidateQueries({ queryKey: account });
};

/** Somebody has signed in here: nothing of whoever was before may be shown to them. Null where nobody knows who. */
export function personCame(accountId: string | null): void {
  clearInterrupted();
  forgetDraftsUnlessOf(accountId);
  dropAccount();
  queryClient.removeQueries({ queryKey: closedAccount });
  otherTabs.postMessage(accountId);
}

/** Whoever was here has left. */
export function personLeft(): void {
  clearInterrupted();
  forgetDraftsUnlessOf(null);
  dropAccount();
  // The end of their sign-in says who it was.
  queryClient.removeQueries({ queryKey: ['flow'] });
  otherTabs.postMessage(null);
}

/** For a new session of the same person: what they typed before it stays. */
export const dropAccount = (): void => queryClient.removeQueries({ queryKey: account });
