import type { SendMessage } from '@postern/contracts';
import { Clock, newId } from '@postern/kernel';
import { MessageRenderer } from '@postern/messages';
import type { Sealer } from '@postern/platform';
import type { Parcel } from '../delivery/courier.js';

export const testRenderer = (): MessageRenderer =>
  new MessageRenderer({
    productName: 'Acme Sign-in',
    publicUrl: 'https://signin.example.org',
    supportContact: 'help@example.org',
  });

/** A passcode on its way, as mfa puts it into the queue. */
export function aPasscode(
  sealer: Sealer,
  { code = '004213', ...change }: Partial<SendMessage> & { code?: string } = {},
): SendMessage {
  const id = change.id ?? newId();
  const channel = change.channel ?? 'email';
  return {
    id,
    template: 'temporary-passcode',
    channel,
    to: channel === 'email' ? 'kim@example.org' : '+12025550131',
    locale: 'en',
    data: { expiresInMinutes: 5 },
    sealed: sealer.seal(JSON.stringify({ code }), id),
    expiresAt: new Date(Date.now() + 300_000).toISOString(),
    accountId: newId(),
    ...change,
  };
}

export function aParcel(channel: 'email' | 'sms', change: Partial<Parcel> = {}, code = '004213'): Parcel {
  return {
    id: newId(),
    template: 'temporary-passcode',
    to: channel === 'email' ? 'kim@example.org' : '+12025550131',
    rendered: testRenderer().render({
      template: 'temporary-passcode',
      channel,
      locale: 'en',
      data: { expiresInMinutes: 5 },
      secret: { code },
    }),
    expiresAt: new Date(Date.now() + 300_000),
    ...change,
  };
}

export class TestClock extends Clock {
  private current = Date.now();

  now(): Date {
    return new Date(this.current);
  }

  advance(milliseconds: number): void {
    this.current += milliseconds;
  }
}
