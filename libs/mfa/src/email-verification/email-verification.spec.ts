import { secondsAfter } from '@postern/kernel';
import type { KeyId } from '../ids.js';
import { aContext, noon } from '../testing/builders.js';
import { EmailVerification } from './email-verification.js';

const request = (address = 'other@example.org') => EmailVerification.request(aContext(), address, 'links-1' as KeyId);

describe('EmailVerification', () => {
  it('sends its link at once, and the same one again after the cool-down', () => {
    const verification = request();
    expect(verification.resendAt).toEqual(secondsAfter(noon, 6));
    verification.send(aContext({ at: secondsAfter(noon, 6) }));
    const events = verification.pullEvents();
    expect(events.map((event) => event.type === 'email.link_requested' && event.verificationId)).toEqual([
      verification.state.id,
      verification.state.id,
    ]);
  });

  it('works once (R3)', () => {
    const verification = request();
    verification.verify(aContext());
    expect(verification.standing(noon)).toBe('spent');
    expect(() => verification.verify(aContext())).toThrow('email_verification.not_open');
  });

  it('expires after half an hour', () => {
    const verification = request();
    expect(verification.standing(secondsAfter(noon, 1799))).toBe('open');
    expect(verification.standing(secondsAfter(noon, 1800))).toBe('expired');
    expect(() => verification.verify(aContext({ at: secondsAfter(noon, 1800) }))).toThrow();
  });

  it("tells the account's own address too when another one was verified, and one address once", () => {
    const notified = (address: string) => {
      const verification = request(address);
      verification.verify(aContext({ notify: ['robin@example.org'] }));
      const event = verification.pullEvents().find(({ type }) => type === 'email.verified');
      return event && 'notify' in event ? event.notify : null;
    };
    expect(notified('other@example.org')).toEqual(['other@example.org', 'robin@example.org']);
    expect(notified('Robin@Example.org')).toEqual(['Robin@Example.org']);
  });
});
