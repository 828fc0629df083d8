import { newId, secondsAfter } from '@postern/kernel';
import type { FlowId, KeyId } from '../ids.js';
import { aContext, aFactor, noon } from '../testing/builders.js';
import { Challenge, type ChallengePurpose } from './challenge.js';

function issue(kind: 'sms' | 'email' | 'totp' = 'sms', purpose: ChallengePurpose = 'sign-in') {
  const flowId = newId<FlowId>();
  const flowExpiresAt = secondsAfter(noon, 1800);
  const keyId = 'codes-1' as KeyId;
  return Challenge.issue({ flowId, flowExpiresAt, factor: aFactor({ kind }), purpose, keyId, at: noon });
}

describe('Challenge', () => {
  it('takes a sent code for five minutes, and one of an app as long as the flow lives', () => {
    expect(issue('sms').state.expiresAt).toEqual(secondsAfter(noon, 300));
    expect(issue('totp').state.expiresAt).toEqual(secondsAfter(noon, 1800));
    expect(issue().isLive(secondsAfter(noon, 299))).toBe(true);
    expect(issue().isLive(secondsAfter(noon, 300))).toBe(false);
  });

  it('may be sent again after 6, 15, 30, 60 and 120 seconds, and then no more (R9)', () => {
    const challenge = issue();
    let at = noon;
    const waits = [];
    for (let count = 0; count < 6; count++) {
      challenge.send(aContext({ at }), '+12125550131');
      const next = challenge.resendAt(at);
      waits.push(next && (next.getTime() - at.getTime()) / 1000);
      at = next ?? at;
    }
    expect(waits).toEqual([6, 15, 30, 60, 120, null]);
  });

  it('may be asked for anew once it has expired, and at once when it was never sent', () => {
    const challenge = issue();
    expect(challenge.resendAt(noon)).toEqual(noon);
    expect(challenge.resendAt(secondsAfter(noon, 301))).toEqual(secondsAfter(noon, 300));
    expect(issue('totp').resendAt(noon)).toBeNull();
    expect(() => issue('totp').send(aContext(), 'nowhere')).toThrow('challenge.nothing_to_send');
  });

  it('asks for the message without its code (S9), bound to the same subject each time (R8)', () => {
    const challenge = issue('email');
    const before = challenge.codeSubject;
    challenge.send(aContext(), 'robin@example.org');
    challenge.send(aContext(), 'robin@example.org');
    expect(challenge.codeSubject).toEqual(before);
    expect(challenge.pullEvents()).toMatchObject([
      { type: 'passcode.requested', channel: 'email', destination: 'robin@example.org' },
      { type: 'passcode.requested', challengeId: challenge.state.id },
    ]);
  });

  it('is approved once, and not after it has expired (S4)', () => {
    const challenge = issue();
    challenge.approve(noon);
    expect(() => challenge.approve(noon)).toThrow('challenge.not_live');
    expect(() => issue().approve(secondsAfter(noon, 300))).toThrow('challenge.not_live');
  });

  it('records each rejection, and the lock with the last', () => {
    const challenge = issue();
    challenge.reject(aContext(), null);
    challenge.reject(aContext(), secondsAfter(noon, 900));
    const types = challenge.pullEvents().map(({ type }) => type);
    expect(types).toEqual(['challenge.rejected', 'challenge.rejected', 'challenge.locked']);
  });

  it('counts attempts per factor at sign-in, and per kind at activation', () => {
    const challenge = issue('sms');
    expect(challenge.attemptSubject).toBe(challenge.state.factorId);
    expect(issue('totp', 'activation').attemptSubject).toBe('activate:totp');
  });
});
