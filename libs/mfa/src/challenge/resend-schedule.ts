import { secondsAfter } from '@postern/kernel';

/** Wait before the first, second, … resend, in seconds; there are no more resends than entries. */
export const resendCooldownSeconds: readonly number[] = [6, 15, 30, 60, 120];

export interface Sends {
  /** How often the message was sent; 0 when it was held back. */
  sends: number;
  lastSentAt: Date | null;
}

/** When the message may be sent again; null when no resend is left. */
export function resendAllowedAt({ sends, lastSentAt }: Sends, since: Date): Date | null {
  if (sends === 0 || !lastSentAt) return since;
  const wait = resendCooldownSeconds[sends - 1];
  return wait === undefined ? null : secondsAfter(lastSentAt, wait);
}
