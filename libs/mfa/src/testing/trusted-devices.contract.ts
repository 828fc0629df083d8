import { newId, secondsAfter, type AccountId } from '@postern/kernel';
import type { DeviceTokenHash, FlowId, TrustedDeviceId } from '../ids.js';
import { TrustedDevice } from '../trusted-device/trusted-device.js';
import { TrustedDevices } from '../trusted-device/trusted-devices.js';
import { aContext, home, noon } from './builders.js';

export interface TrustedDevicesHarness {
  devices: TrustedDevices;
  /** Names of the events published so far that belong into the audit record, oldest first. */
  auditTrail(): Promise<string[]>;
}

const days = 30;
const aDevice = (accountId: AccountId = newId<AccountId>(), at = noon): TrustedDevice =>
  TrustedDevice.remember(aContext({ accountId, at }), {
    tokenHash: `hash of ${newId()}` as DeviceTokenHash,
    name: 'Firefox on Windows',
    kind: 'totp',
    source: home,
    flowId: newId<FlowId>(),
    application: 'parcel-desk',
    credentialVersion: 1,
    days,
  });

export function trustedDevicesContract(setUp: () => Promise<TrustedDevicesHarness>): void {
  const begin = async (...remembered: TrustedDevice[]) => {
    const harness = await setUp();
    for (const device of remembered) await harness.devices.remember(device);
    return harness;
  };

  it('finds a device by its token, for its own account only (S15, S22)', async () => {
    const device = aDevice();
    const { devices, auditTrail } = await begin(device);
    const { accountId, tokenHash } = device.state;
    expect((await devices.find(accountId, tokenHash))?.state).toEqual(device.state);
    expect(await devices.find(newId<AccountId>(), tokenHash)).toBeNull();
    expect(await devices.find(accountId, 'nothing' as DeviceTokenHash)).toBeNull();
    expect(await auditTrail()).toEqual(['device.remembered']);
  });

  it('lists what has not expired, the last used first', async () => {
    const { accountId } = aDevice().state;
    const old = aDevice(accountId, secondsAfter(noon, -days * 86_400));
    const [one, other] = [aDevice(accountId), aDevice(accountId)];
    const { devices } = await begin(old, one, other, aDevice());
    const ids = async (at: Date) => (await devices.list(accountId, at)).map(({ state }) => state.id);
    other.use(secondsAfter(noon, 60));
    await devices.noteUse(other);
    expect(await ids(noon)).toEqual([other.state.id, one.state.id]);
    expect(await ids(secondsAfter(noon, days * 86_400))).toEqual([]);
  });

  it('forgets one device, once, of many parallel calls, and tells it once', async () => {
    const device = aDevice();
    const kept = aDevice(device.state.accountId);
    const { devices, auditTrail } = await begin(device, kept);
    const { id, accountId } = device.state;
    const context = aContext({ accountId });
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => devices.forget(id, context)));
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect((await devices.list(accountId, noon)).map(({ state }) => state.id)).toEqual([kept.state.id]);
    expect((await auditTrail()).filter((name) => name === 'device.forgotten')).toHaveLength(1);
  });

  it('forgets all devices of one account at once, and tells nothing where there is none', async () => {
    const { accountId } = aDevice().state;
    const foreign = aDevice();
    const { devices, auditTrail } = await begin(aDevice(accountId), aDevice(accountId), foreign);
    expect(await devices.forget('all', aContext({ accountId }))).toBe(true);
    expect(await devices.forget('all', aContext({ accountId }))).toBe(false);
    expect(await devices.list(accountId, noon)).toEqual([]);
    expect(await devices.list(foreign.state.accountId, noon)).toHaveLength(1);
    expect((await auditTrail()).filter((name) => name === 'device.forgotten')).toHaveLength(1);
  });

  it('does not forget a device of somebody else (S22)', async () => {
    const device = aDevice();
    const { devices } = await begin(device);
    const stranger = aContext({ accountId: newId<AccountId>() });
    expect(await devices.forget(device.state.id, stranger)).toBe(false);
    expect(await devices.forget(newId<TrustedDeviceId>(), stranger)).toBe(false);
    expect(await devices.list(device.state.accountId, noon)).toHaveLength(1);
  });

  it('does not bring a forgotten device back by noting its use', async () => {
    const device = aDevice();
    const { devices } = await begin(device);
    const { accountId } = device.state;
    await devices.forget('all', aContext({ accountId }));
    device.use(secondsAfter(noon, 60));
    await devices.noteUse(device);
    expect(await devices.list(accountId, noon)).toEqual([]);
  });
}
