import type { Channel } from '@postern/contracts';

/** `b*****n@example.org` or `(***) ***-**31`: a fixed number of stars, so that the length does not leak either. */
export function maskDestination(channel: Channel, to: string): string {
  if (channel === 'sms') return `(***) ***-**${to.replace(/\D/gu, '').slice(-2)}`;
  const at = to.lastIndexOf('@');
  const letters = [...to.slice(0, Math.max(0, at))];
  return `${letters[0] ?? ''}*****${letters.length > 2 ? letters.at(-1) : ''}${at < 0 ? '' : to.slice(at)}`;
}
