import { newId, secondsAfter, type AccountId } from '@postern/kernel';
import type { DeviceTokenHash, FlowId } from '../ids.js';
import { aContext, home, noon } from '../testing/builders.js';
import { TrustedDevice } from './trusted-device.js';

const flowId = newId<FlowId>();
const context = aContext({ flowId });
const remember = (days = 30) =>
  TrustedDevice.remember(context, {
    tokenHash: 'a hash' as DeviceTokenHash,
    name: 'Firefox on Windows',
    kind: 'totp',
    source: home,
    flowId,
    application: null,
    credentialVersion: 3,
    days,
  });
const subject = { accountId: context.accountId, credentialVersion: 3 };

describe('TrustedDevice', () => {
  it('vouches for its account until it expires (R11)', () => {
    const device = remember(2);
    expect(device.state.expiresAt).toEqual(secondsAfter(noon, 2 * 86_400));
    expect(device.vouchesFor(subject, secondsAfter(noon, 2 * 86_400 - 1))).toBe(true);
    expect(device.vouchesFor(subject, secondsAfter(noon, 2 * 86_400))).toBe(false);
  });

  it('is worth nothing to another account, and nothing after a password change (S14, S15)', () => {
    const device = remember();
    expect(device.vouchesFor({ ...subject, accountId: newId<AccountId>() }, noon)).toBe(false);
    expect(device.vouchesFor({ ...subject, credentialVersion: 4 }, noon)).toBe(false);
  });

  it('tells that it was remembered, without its token', () => {
    const [event, ...more] = remember().pullEvents();
    expect(more).toEqual([]);
    expect(event).toMatchObject({ type: 'device.remembered', accountId: context.accountId, flowId });
    expect(JSON.stringify(event)).not.toContain('a hash');
  });
});
