import { secondsAfter } from '@postern/kernel';
import { aContext, aFactor, noon } from '../testing/builders.js';
import { byLastUse, Factor, failuresUntilDisabled } from './factor.js';
import type { SealedSeed } from './totp-codes.js';

describe('Factor', () => {
  it('is pending when it is set up, and masks where codes go', () => {
    const { accountId } = aContext();
    const factor = Factor.enroll({ kind: 'sms', accountId, at: noon, destination: '+12125550131' });
    expect(factor.state).toMatchObject({ status: 'pending', label: 'Text message', activatedAt: null, seed: null });
    expect(factor.maskedDestination).toBe('(***) ***-**31');
  });

  it('has its seed sealed to its own id', () => {
    const { accountId } = aContext();
    const factor = Factor.enroll({ kind: 'totp', accountId, at: noon, seed: (id) => `seed of ${id}` as SealedSeed });
    expect(factor.state.seed).toBe(`seed of ${factor.state.id}`);
    expect(factor.maskedDestination).toBeNull();
  });

  it('becomes active by its first right code, and tells every address without showing the number', () => {
    const factor = aFactor({ status: 'pending', activatedAt: null, consecutiveFailures: 3 });
    factor.activate(aContext({ notify: ['a@example.org', 'b@example.org'] }), null);
    expect(factor.state).toMatchObject({
      status: 'active',
      activatedAt: noon,
      lastUsedAt: noon,
      consecutiveFailures: 0,
    });
    const [event] = factor.pullEvents();
    expect(event).toMatchObject({ type: 'factor.activated', notify: ['a@example.org', 'b@example.org'] });
    expect(JSON.stringify(event)).not.toContain('0131');
  });

  it('cannot be activated twice, nor used before', () => {
    expect(() => aFactor().activate(aContext(), null)).toThrow('factor.not_pending');
    expect(() => aFactor({ status: 'pending' }).use(noon, null)).toThrow('factor.not_active');
  });

  it('refuses a step that was accepted before, and any older one (S7)', () => {
    const factor = aFactor({ kind: 'totp', lastAcceptedStep: 700 });
    expect([699, 700, 701].map((step) => factor.acceptsStep(step))).toEqual([false, false, true]);
    expect(() => factor.use(noon, 700)).toThrow('factor.step_replayed');
    factor.use(noon, 701);
    expect(factor.state.lastAcceptedStep).toBe(701);
  });

  it('is disabled by the hundredth failure in a row, once (S5)', () => {
    const still = aFactor({ consecutiveFailures: failuresUntilDisabled - 1 });
    still.fail(aContext());
    expect(still.state.status).toBe('active');
    const factor = aFactor({ consecutiveFailures: failuresUntilDisabled });
    factor.fail(aContext());
    factor.fail(aContext());
    expect(factor.state.status).toBe('disabled');
    expect(factor.pullEvents().map(({ type }) => type)).toEqual(['factor.disabled']);
  });

  it('forgets its seed when it is revoked', () => {
    const factor = aFactor({ kind: 'totp' });
    factor.revoke();
    expect(factor.state).toMatchObject({ status: 'revoked', seed: null });
  });

  it('is ordered by last use, a fresh one by its activation', () => {
    const used = aFactor({ lastUsedAt: secondsAfter(noon, 60) });
    const fresh = aFactor({ activatedAt: secondsAfter(noon, 90) });
    const old = aFactor({ lastUsedAt: noon });
    expect([old, used, fresh].sort(byLastUse)).toEqual([fresh, used, old]);
  });
});
